// A quarter of the work from one booking to the next, with everybody in it: she books and invites on her phone, two
// coordinators of two authorities are at the table without network, somebody close to her reads by a link and somebody
// answers without an account. Afterwards all of them read the same.
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { DESK, device, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { letColleagueIn } from "../../pages/colleague.ts";
import { addContact } from "../../pages/contacts.ts";
import { inDays } from "../../pages/days.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { book } from "../../pages/meetings.ts";
import { closeMeeting, isAt, jumpTo, onTo } from "../../pages/meeting-steps.ts";
import { addActivity, addGoal, addPart } from "../../pages/plan.ts";
import { answerAll, save } from "../../pages/rating.ts";
import { addSign } from "../../pages/signs.ts";

test.use({ viewport: { width: 1024, height: 768 } });

const phase = (page: Page) => page.getByRole("link", { name: /^Här är vi nu: / });
const card = (page: Page, name: string) => page.locator("li.consent").filter({ hasText: new RegExp(`^${name}`) });
const IN_EVERY_MINUTES = [
  "Eva Lind", "Karin Ek", "Laga mat på tisdagar: Det fungerade", "Boendestödet byter dag", "Johan följer med", "Preliminär tid",
];
const sheet = (page: Page) => page.locator(".print-sheet");

async function writePlan(owner: Page): Promise<void> {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11", group: "står mig nära" });
  await addContact(owner, { name: "Karin Ek", group: "står mig nära" });
  await owner.getByRole("link", { name: /^Karin Ek/ }).click();
  await owner.getByRole("button", { name: "Ta med i resursgruppen" }).click();
  await owner.getByRole("link", { name: "Inte nu" }).click();
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag sover inte", other: { who: "Eva Lind", text: "Ring mig på kvällen" } });
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Klara min vardag");
  await addPart(owner, "Äta lagad mat");
  await addActivity(owner, { what: "Laga mat på tisdagar", who: "Jag själv", when: "tisdagar", authority: "Kommunen" });
}

async function handEvaACopy(owner: Page): Promise<string> {
  await owner.goto("/dela-ut");
  await owner.getByRole("button", { name: /^Eva/ }).click();
  await owner.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(owner.getByText("Länken fungerar nu.")).toBeVisible();
  return owner.getByRole("textbox", { name: "Länken" }).inputValue();
}

async function inviteKarin(owner: Page): Promise<string> {
  await owner.getByRole("link", { name: "Bjud in" }).click();
  await card(owner, "Karin Ek").getByRole("button", { name: "Bjud in" }).click();
  await expect(card(owner, "Karin Ek")).toContainText("Nu kan du skicka inbjudan.");
  const text = await card(owner, "Karin Ek").getByLabel(/^Det här skickar du till/).inputValue();
  return text.match(/https?:\S+$/)![0];
}

async function open(page: Page, link: string): Promise<string> {
  await page.goto(link);
  await page.getByRole("button", { name: "Visa" }).click();
  return page.getByRole("main").innerText();
}

async function rate(owner: Page, marks: readonly number[]): Promise<void> {
  await openTab(owner, "Skattning");
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await answerAll(owner, marks);
  await save(owner);
}

// Only whoever may read it gets to know.
async function showRating(owner: Page): Promise<void> {
  await expect(owner.getByText("Anna får då se den. Ingen annan.")).toBeVisible();
  await owner.getByRole("button", { name: "Visa den här skattningen" }).click();
  await expect(owner.getByText("Anna kan se den här skattningen.")).toBeVisible();
  await sent(owner);
}

test("a quarter, from booking to booking", async ({ page, browser, server, demo, staff, binder, shot }) => {
  test.setTimeout(240_000);
  const [anna, johan] = demo.coordinators;
  await letColleagueIn(staff, server, binder, johan!, ["plan", "meetings"]);
  const plain = { ...PHONE, javaScriptEnabled: false };
  const [owner, desk, eva, karin] = await Promise.all([PHONE, DESK, plain, plain].map((kind) => device(browser, server, kind)));
  await letIn(owner!, staff, binder, server.url);
  await expect(phase(owner!)).toHaveAccessibleName(/^Här är vi nu: Start/);

  await test.step("she books, invites and rates", async () => {
    await writePlan(owner!);
    const copy = await handEvaACopy(owner!);
    const read = await open(eva!, copy);
    expect(read).toContain("Ring mig på kvällen");
    expect(read, "only what is hers to read").not.toContain("Klara min vardag");
    await rate(owner!, [31, 40, 26, 52]);
    await expect(owner!.getByText("Inget är bokat än.")).toBeVisible();
    const day = inDays(3); // the next rating is open: it is less than a week away
    await openTab(owner!, "Möten");
    await book(owner!, { day, clock: "13:00", kind: "Resursgruppsmöte" });
    const invitation = await inviteKarin(owner!);
    expect(await open(karin!, invitation)).toContain("kl. 13.00");
    await karin!.getByRole("button", { name: "Jag kommer" }).click();
    await expect(karin!.getByRole("status")).toContainText("Du har svarat att du kommer.");
    await expect(card(owner!, "Karin Ek")).toContainText("Karin kommer.");
    await rate(owner!, [60, 60, 60, 60]);
    await showRating(owner!);
    await owner!.goto("/");
    await expect(phase(owner!)).toHaveAccessibleName(/^Här är vi nu: Planering/);
  });

  await test.step("the meeting begins, and both coordinators are in it before the network goes", async () => {
    await signIn(page, anna!);
    await openBinder(page, "Maja Lind", binder);
    await tab(page, "Möten").click();
    await page.getByRole("link", { name: /Visa mötet/ }).click();
    await page.getByRole("button", { name: "Starta mötet" }).click();
    await page.getByRole("button", { name: "Flytta mötet till nu och börja" }).click();
    await page.getByRole("link", { name: "Gå igenom mötet steg för steg" }).click();
    await isAt(page, "Vilka är här?");
    await signIn(desk!, johan!);
    await openBinder(desk!, "Maja Lind", binder);
    await expect(tab(desk!, "Tidiga tecken"), "not his to read").toHaveCount(0);
    await tab(desk!, "Möten").click();
    await desk!.getByRole("link", { name: /Visa mötet/ }).click();
    await desk!.getByRole("link", { name: "Gå igenom mötet steg för steg" }).click();
    await jumpTo(desk!, "Hur har det gått?");
    await expect(desk!.getByText("Laga mat på tisdagar").first()).toBeVisible();
    await Promise.all([readyOffline(page), readyOffline(desk!)]);
    await desk!.context().setOffline(true);
    await cut(page.context(), server);
  });

  await test.step("the first half is held without network", async () => {
    await desk!.getByLabel("Vad vill du ta upp?").fill("Boendestödet byter dag");
    await desk!.getByRole("button", { name: "Lägg till punkten" }).click();
    await expect(desk!.getByRole("listitem").filter({ hasText: "Boendestödet byter dag" })).toBeVisible();
    for (const name of [/Eva Lind/, /Karin Ek/]) await page.getByRole("checkbox", { name }).check();
    await onTo(page, "Följ förändringar");
    await expect(page.getByRole("img").filter({ hasText: "24,0" }), "what she showed").toBeVisible();
    await shot(page, "kvartal-kurva");
    await onTo(page, "Hur har det gått?");
    await page.getByRole("button", { name: "Det fungerade", exact: true }).click();
    await expect(page.getByRole("button", { name: "Det fungerade", exact: true })).toHaveAttribute("aria-pressed", "true");
    await onTo(page, "Nya delmål");
    await onTo(page, "Läs igenom Tidiga tecken");
    await page.getByRole("link", { name: "Ändra i Tidiga tecken" }).click();
    await addSign(page, { text: "Jag slutar äta", other: { who: "Eva Lind", text: "Laga mat med mig" } });
    await page.getByRole("link", { name: "Gå till mötet" }).click();
    await isAt(page, "Läs igenom Tidiga tecken");
    await expect(page.getByRole("heading", { name: "Jag slutar äta" })).toBeVisible();
    await page.getByRole("radio", { name: "Läst och ändrad" }).click();
    await expect(page.getByRole("radio", { name: "Läst och ändrad" })).toBeChecked();
  });

  await test.step("the network is back, what the other wrote is here, and the meeting is closed", async () => {
    await mend(page.context(), server);
    await desk!.context().setOffline(false);
    await jumpTo(page, "Hur har det gått?");
    await expect(page.getByRole("listitem").filter({ hasText: "Boendestödet byter dag" })).toBeVisible({ timeout: 60_000 });
    await jumpTo(page, "Det här beslutar ni");
    await page.getByLabel("Det här kom ni överens om").fill("Johan följer med till affären.");
    await page.getByLabel("Det här kom ni överens om").blur();
    await expect(page.getByRole("switch", { name: /Skicka nya kopior/ })).toBeChecked();
    await onTo(page, "Boka nästa tid");
    await page.getByLabel("Dag", { exact: true }).fill(inDays(91).date);
    await page.getByLabel("Klockan", { exact: true }).fill("13:00");
    await page.getByRole("checkbox", { name: /Preliminär tid/ }).check();
    await page.getByRole("button", { name: "Boka", exact: true }).click();
    await expect(page.getByRole("link", { name: new RegExp(`${inDays(91).words} kl. 13.00.*Preliminär tid`) })).toBeVisible();
    await onTo(page, "Avsluta");
    await closeMeeting(page);
  });

  await test.step("the new copy goes to Eva, and she who owns it says that the plan is right", async () => {
    await owner!.goto("/");
    await expect(owner!.getByText(/Eva( Lind)? har en ny kopia\./)).toBeVisible({ timeout: 60_000 });
    await sent(owner!);
    const read = await open(eva!, await eva!.evaluate(() => location.href));
    for (const words of ["Ring mig på kvällen", "Laga mat med mig"]) expect(read).toContain(words);
    await owner!.goto("/beslut?flik=plan");
    await owner!.getByRole("button", { name: "Ja, det stämmer" }).click();
    await expect(owner!.getByRole("button", { name: "Ja, det stämmer" })).toHaveCount(0);
    await sent(owner!);
  });

  await test.step("all three agree on what was decided, when they meet next, and where they are", async () => {
    const everybody = [[owner!, ""], [page, `b=${binder}`], [desk!, `b=${binder}`]] as const;
    const decided: string[] = [];
    const next = inDays(91).words.replace(/ \d{4}$/, ""); // what is less than a year away is said without the year
    for (const [one, of] of everybody) {
      await one.goto(`/beslut?flik=plan&${of}`);
      await expect(sheet(one)).toContainText("Laga mat på tisdagar");
      decided.push(await sheet(one).innerText());
      await expect(one.getByText(/har sagt att det stämmer\./).first()).toBeVisible();
      await one.goto(`/moten?${of}`);
      await expect(one.getByRole("link", { name: new RegExp(`Nästa möte ${next}.*Preliminär tid`) })).toBeVisible();
      await one.goto(`/vagen?${of}`);
      await expect(one.locator("li[aria-current=step]")).toContainText("Arbete");
    }
    expect(new Set(decided).size, decided.join("\n---\n")).toBe(1);
    await owner!.goto("/");
    await expect(phase(owner!)).toHaveAccessibleName(/^Här är vi nu: Arbete/);
    await expect(owner!.getByRole("link", { name: /Nästa möte.*Preliminär tid/ })).toBeVisible();
    for (const [one, of] of everybody) {
      await one.goto(`/moten?${of}`);
      await one.getByRole("link", { name: /Här står vad ni kom överens om/ }).click();
      await one.getByRole("link", { name: "Minnesanteckningar" }).click();
      for (const words of IN_EVERY_MINUTES) await expect(sheet(one)).toContainText(words);
      if (one === desk) await expect(sheet(one), "not his to read").not.toContainText("Läst och ändrad");
      else await expect(sheet(one)).toContainText("Läst och ändrad");
    }
    await shot(page, "kvartal-minnesanteckningar");
  });
  for (const one of [owner!, desk!, eva!, karin!]) await one.context().close();
});
