// Skattning: four own-worded scales, one per screen, no answer in advance, blind to earlier ones, and a calm
// curve with a table that says the same.
import { expect, pair, test } from "../fixtures.ts";
import { openTab, savedHere, sent, undo } from "../pages/frame.ts";
import { bookByCoordinator } from "../pages/coordinator.ts";
import { entries } from "../pages/log.ts";
import { AREAS, answer, answerAll, line, next, question, save } from "../pages/rating.ts";

test("nothing is answered in advance and one can go back", async ({ owner, shot }) => {
  await openTab(owner, "Skattning");
  await shot(owner, "rating-open");
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await expect(question(owner, AREAS[0])).toBeVisible();
  await expect(line(owner)).toHaveAttribute("aria-valuetext", "Inte svarat än");
  await expect(next(owner)).toBeDisabled();
  await expect(owner.getByRole("navigation", { name: "Alltid här" })).toBeHidden(); // one thing at a time
  await shot(owner, "rating-untouched");
  await owner.getByRole("button", { name: "Mer" }).click();
  await expect(line(owner)).toHaveAttribute("aria-valuetext", "Ungefär mitt emellan");
  await shot(owner, "rating-answered");
  await next(owner).click();
  await expect(question(owner, AREAS[1])).toBeVisible();
  await owner.getByRole("button", { name: "Tillbaka" }).click();
  await expect(question(owner, AREAS[0])).toBeVisible();
  await expect(line(owner)).toHaveAttribute("aria-valuetext", "Ungefär mitt emellan");
});

test("three of four answers cannot be saved", async ({ owner }) => {
  await owner.goto("/skattning/ny");
  await answer(owner, AREAS[0], 30);
  await answer(owner, AREAS[1], 40);
  await answer(owner, AREAS[2], 50);
  await owner.getByRole("button", { name: "Hoppa över nu" }).click();
  await expect(owner.getByText("Du kan spara när alla fyra har ett svar.")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Spara", exact: true })).toBeDisabled();
});

test("a rating that is begun goes on after a reload", async ({ owner }) => {
  await owner.goto("/skattning/ny");
  await answer(owner, AREAS[0], 31);
  await answer(owner, AREAS[1], 40);
  await expect(question(owner, AREAS[2])).toBeVisible();
  await owner.reload();
  await expect(question(owner, AREAS[2])).toBeVisible();
  await answer(owner, AREAS[2], 26);
  await answer(owner, AREAS[3], 52);
  await save(owner);
  await expect(owner.getByRole("img")).toContainText("14,9");
});

test("the curve, its words and its table say the same, and only her yes shows it to others", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Skattning");
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await answerAll(owner, [31, 40, 26, 52]);
  await shot(owner, "rating-summary");
  await save(owner);
  await expect(owner.getByRole("img", { name: "Det här är din första skattning." })).toContainText("14,9");
  await owner.getByText("Visa som tabell").click();
  await expect(owner.getByRole("row", { name: "När ni började 14,9" })).toBeVisible();
  const why = owner.getByLabel("Vad har bidragit?");
  await why.fill("Jag har fått sova.");
  await savedHere(why);
  await shot(owner, "rating-curve");
  await sent(owner);
  expect(await entries(staff, binder, "ratings")).toEqual([]);

  await why.blur();
  await expect(owner.getByText("Anna får då se den. Ingen annan.")).toBeVisible();
  await owner.getByRole("button", { name: "Visa den här skattningen" }).click();
  await expect(owner.getByText("Anna kan se den här skattningen.")).toBeVisible();
  await shot(owner, "rating-shown");
  await expect.poll(async () => JSON.stringify(await entries(staff, binder, "ratings"))).toContain("Jag har fått sova.");
});

test("a rating that is shown can be hidden again, and each of the two taken back", async ({ owner, staff, binder, shot }) => {
  const theirs = async () => JSON.stringify(await entries(staff, binder, "ratings"));
  const show = owner.getByRole("button", { name: "Visa den här skattningen" });
  const hide = owner.getByRole("button", { name: "Visa inte längre" });
  await owner.goto("/skattning/ny");
  await answerAll(owner, [31, 40, 26, 52]);
  await save(owner);
  await show.click();
  await expect(owner.getByText("Den som redan har sett den har sett den.")).toBeVisible();
  await undo(owner);
  await expect(show).toBeVisible();
  await show.click();
  await expect.poll(theirs).toContain("[31,40,26,52]");
  await hide.click();
  await expect(owner.getByText("Ingen ser det här förrän du själv väljer att visa det.")).toBeVisible();
  await shot(owner, "rating-hidden");
  await expect.poll(theirs).not.toContain("[31,40,26,52]");
  await undo(owner);
  await expect(hide).toBeVisible();
  await expect.poll(theirs).toContain("[31,40,26,52]");
});

test("where nobody may read ratings there is nobody to show one to, and the way to Samtycke", async ({ page, staff, shot }) => {
  await pair(page, (await staff.pairing(await staff.newBinder("Maja Lind", ["contacts"]))).link);
  await page.goto("/skattning/ny");
  await answerAll(page, [31, 40, 26, 52]);
  await save(page);
  await expect(page.getByText("Ingen får läsa Skattning än, så det finns ingen att visa den för.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Visa den här skattningen" })).toHaveCount(0);
  await shot(page, "rating-nobody-may");
  await page.getByRole("link", { name: "Till Samtycke" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Samtycke" })).toBeVisible();
});

test("the phone's own back leads to the question before, and out of a rating that is saved", async ({ owner }) => {
  await openTab(owner, "Skattning");
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await answer(owner, AREAS[0], 30);
  await expect(question(owner, AREAS[1])).toBeVisible();
  await owner.goBack();
  await expect(question(owner, AREAS[0])).toBeVisible();
  await expect(line(owner)).toHaveAttribute("aria-valuetext", "Närmare inte alls nöjd");
  await next(owner).click();
  await answer(owner, AREAS[1], 40);
  await expect(question(owner, AREAS[2])).toBeVisible();
  await owner.getByRole("button", { name: "Tillbaka" }).click();
  await expect(question(owner, AREAS[1])).toBeVisible();
  await owner.goBack();
  await expect(question(owner, AREAS[0])).toBeVisible();
  await next(owner).click();
  await next(owner).click();
  await answer(owner, AREAS[2], 50);
  await answer(owner, AREAS[3], 60);
  await save(owner);
  await expect(owner).toHaveURL(/\/skattning$/);
  await owner.goBack();
  await expect(owner.getByRole("heading", { level: 1, name: "Min pärm" }).or(owner.getByRole("heading", { level: 1, name: "Skattning" }))).toBeVisible();
  await expect(owner.getByText("Det finns ingen skattning att göra nu")).toHaveCount(0);
});

test("while one is in progress no earlier one can be seen, and then both can", async ({ owner, staff, binder, shot }) => {
  await owner.goto("/skattning/ny");
  await answerAll(owner, [31, 40, 26, 52]);
  await save(owner);
  await expect(owner.getByText("Inget är bokat än.")).toBeVisible();

  await bookByCoordinator(staff, binder, { days: 3, kind: "care_team" });
  await expect(owner.getByRole("link", { name: "Gör en skattning" })).toBeVisible();
  await expect(owner.getByText("14,9")).toHaveCount(0);
  await expect(owner.getByRole("img")).toHaveCount(0);
  await shot(owner, "rating-due");
  await owner.getByRole("link", { name: "Tidigare skattningar" }).click();
  await expect(owner.getByRole("img")).toContainText("14,9");
  await expect(owner.getByRole("link", { name: "Gör en skattning" })).toHaveCount(0);
  await shot(owner, "rating-earlier");
  await owner.getByRole("banner").getByRole("link", { name: "Skattning" }).click();
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await answer(owner, AREAS[0], 60);
  await expect(question(owner, AREAS[1])).toBeVisible();
  for (const path of ["/skattning", "/skattning/tidigare", "/", "/parm", "/skattning/ny"]) {
    await owner.goto(path);
    await expect(owner.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(owner.getByText("14,9")).toHaveCount(0);
    await expect(owner.getByRole("img")).toHaveCount(0);
  }
  await owner.goto("/skattning");
  await expect(owner.getByText("Du har en påbörjad skattning.")).toBeVisible();
  await shot(owner, "rating-blind");
  await owner.getByRole("link", { name: "Fortsätt" }).click();
  await answer(owner, AREAS[1], 60);
  await answer(owner, AREAS[2], 60);
  await answer(owner, AREAS[3], 60);
  await save(owner);
  await expect(owner.getByRole("img", { name: /Högre än sist\./ })).toContainText("24,0");
  // A month is said once, also when it has two points.
  const months = await owner.locator(".curve__when").allTextContents();
  expect(new Set(months).size).toBe(months.length);
  await owner.getByText("Visa som tabell").click();
  await expect(owner.getByRole("row")).toHaveCount(3);
  await shot(owner, "rating-curve-two");
});
