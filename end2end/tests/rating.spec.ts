// Skattning: four own-worded scales, one per screen, no answer in advance, blind to earlier ones, and a calm
// curve with a table that says the same.
import { expect, test } from "../fixtures.ts";
import { openTab, savedHere, sent } from "../pages/frame.ts";
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
  await owner.getByRole("button", { name: "Visa den här skattningen" }).click();
  await expect(owner.getByText("Den här skattningen visas för dem som får läsa Skattning.")).toBeVisible();
  await expect.poll(async () => JSON.stringify(await entries(staff, binder, "ratings"))).toContain("Jag har fått sova.");
});

test("while one is in progress no earlier one can be seen, and then both can", async ({ owner, staff, binder, shot }) => {
  await owner.goto("/skattning/ny");
  await answerAll(owner, [31, 40, 26, 52]);
  await save(owner);
  await expect(owner.getByText("Inget är bokat än.")).toBeVisible();

  await bookByCoordinator(staff, binder, { days: 3, kind: "care_team" });
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await answer(owner, AREAS[0], 60);
  await expect(question(owner, AREAS[1])).toBeVisible();
  for (const path of ["/skattning", "/", "/parm", "/skattning/ny"]) {
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
