// A whole meeting of the resource group, step by step on the coordinator's tablet without network, until the next time
// is booked. Then her own phone sees all of it, and hands on what was decided to those who have a copy.
import { expect, readyOffline, cut, mend, test } from "../../fixtures.ts";
import { type Page } from "@playwright/test";
import { device, letIn, PHONE, signIn } from "../../people.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { addContact } from "../../pages/contacts.ts";
import { inDays } from "../../pages/days.ts";
import { openTab } from "../../pages/frame.ts";
import { onTo } from "../../pages/meeting-steps.ts";
import { addSign } from "../../pages/signs.ts";
import { uuid7 } from "../../staff.ts";

test.use({ viewport: { width: 1024, height: 768 } });

async function evaHasACopy(owner: Page): Promise<void> {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11", group: "står mig nära" });
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag sover inte", other: { who: "Eva Lind", text: "Ring mig på kvällen" } });
  await owner.goto("/dela-ut");
  await owner.getByRole("button", { name: /^Eva/ }).click();
  await owner.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(owner.getByText("Länken fungerar nu.")).toBeVisible();
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag slutar äta", other: { who: "Eva Lind", text: "Laga mat med mig" } });
  await expect(owner.getByRole("link", { name: /^Vem har en kopia\?/ })).toContainText("Eva har en äldre kopia.");
}

test("a meeting goes through its steps without network, and her phone sees it and hands on the new copy", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(180_000);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await evaHasACopy(owner);
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  const [goal, activity] = [uuid7(), uuid7()];
  const write = (entry: string, kind: string, fields: Record<string, Record<string, unknown>>) =>
    writeTogether(staff, binder, meeting, { tab: "plan", entry, kind, fields: { ...fields, position: { text: "i" } } });
  await write(goal, "goal", { text: { text: "Klara min vardag" }, wanted: { flag: true } });
  await write(activity, "activity", { text: { text: "Laga mat på tisdagar" }, parent: { entry: goal } });

  await signIn(page, demo.coordinators[0]!);
  await page.goto(`/moten?b=${binder}`);
  await page.getByRole("link", { name: /Visa mötet/ }).click();
  await page.getByRole("link", { name: "Gå igenom mötet steg för steg" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vilka är här?" })).toBeFocused();
  await page.goto(`/tecken?b=${binder}`);
  await expect(page.getByText("Jag slutar äta")).toBeVisible();
  await readyOffline(page);
  await cut(page.context(), server);
  await page.reload();
  await page.getByRole("link", { name: "Gå till mötet" }).click();
  await expect(page.getByText("Steg 1 av 8"), "the way back leads to the step").toBeVisible();
  await page.getByRole("checkbox", { name: /Eva Lind/ }).check();
  await shot(page, "mote-steg-har");

  await onTo(page, "Följ förändringar");
  await expect(page.getByText("Maja visar sin kurva om hen vill.")).toBeVisible();
  await onTo(page, "Hur har det gått?");
  await expect(page.getByText("Det som görs: 1 av 1")).toBeVisible();
  await page.getByRole("button", { name: "Det fungerade", exact: true }).click();
  await expect(page.getByRole("button", { name: "Det fungerade", exact: true })).toHaveAttribute("aria-pressed", "true");
  await page.getByLabel("Vad vill du ta upp?").fill("Bostaden");
  await page.getByRole("button", { name: "Lägg till punkten" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Bostaden" })).toBeVisible();
  await shot(page, "mote-steg-plan");
  await page.reload();
  await expect(page.getByText("Steg 3 av 8"), "the step stands in the address").toBeVisible();
  await onTo(page, "Nya delmål");
  await expect(page.getByRole("heading", { name: "Öppna frågor i planen" })).toBeVisible();
  await shot(page, "mote-steg-mal");
  await onTo(page, "Läs igenom Tidiga tecken");
  await expect(page.getByRole("heading", { name: "Jag slutar äta" })).toBeVisible();
  await page.getByRole("button", { name: "Större text" }).click();
  await expect(page.getByRole("button", { name: "Större text" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("radio", { name: "Läst, oförändrad" }).check();
  await shot(page, "mote-steg-tecken");
  await page.getByRole("button", { name: "Större text" }).click();
  await onTo(page, "Det här beslutar ni");
  await page.getByLabel("Det här kom ni överens om").fill("Johan följer med till Fontänhuset.");
  await page.getByLabel("Det här kom ni överens om").blur();
  await expect(page.getByRole("switch", { name: /Skicka nya kopior/ })).toBeChecked();
  await shot(page, "mote-steg-beslut");
  await onTo(page, "Boka nästa tid");
  const day = inDays(91);
  await page.getByLabel("Dag", { exact: true }).fill(day.date);
  await page.getByLabel("Klockan", { exact: true }).fill("13:00");
  await page.getByRole("checkbox", { name: /Preliminär tid/ }).check();
  await page.getByRole("button", { name: "Boka", exact: true }).click();
  await expect(page.getByRole("link", { name: new RegExp(`${day.words} kl. 13.00.*Preliminär tid`) })).toBeVisible();
  await shot(page, "mote-steg-nasta");
  await onTo(page, "Avsluta");
  await shot(page, "mote-steg-slut");
  await page.getByRole("button", { name: "Avsluta mötet" }).click();
  await expect(page.getByRole("heading", { name: "Det här beslutade ni" })).toBeVisible();

  await mend(page.context(), server);
  await page.reload();
  await owner.goto("/");
  await expect(owner.getByText("Eva Lind har en ny kopia.").or(owner.getByText("Eva har en ny kopia."))).toBeVisible({ timeout: 30_000 });
  await expect(owner.getByRole("link", { name: /Nästa möte.*Preliminär tid/ })).toBeVisible();
  await shot(owner, "hem-preliminar");
  await owner.goto("/kopior");
  await expect(owner.getByRole("list", { name: "Kopior" })).toContainText("Har den senaste.");
  await owner.goto(`/moten/ett?id=${meeting}`);
  await owner.getByRole("link", { name: "Minnesanteckningar" }).click();
  const paper = owner.locator(".print-sheet");
  for (const words of ["Eva Lind", "Laga mat på tisdagar: Det fungerade", "Bostaden", "Johan följer med", "Läst, oförändrad", "Preliminär tid"]) {
    await expect(paper).toContainText(words);
  }
  await shot(owner, "minnesanteckningar");
  await owner.context().close();
});

test("somebody unticks the new copies at the table, and none goes", async ({ page, browser, server, demo, staff, binder }) => {
  test.setTimeout(120_000);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await evaHasACopy(owner);
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  await signIn(page, demo.coordinators[0]!);
  await page.goto(`/moten/ett?b=${binder}&id=${meeting}&steg=beslut`);
  await page.getByRole("switch", { name: /Skicka nya kopior/ }).uncheck();
  await page.getByText("Alla steg").click();
  await page.getByRole("link", { name: "8. Avsluta" }).click();
  await page.getByRole("button", { name: "Avsluta mötet" }).click();
  await expect(page.getByRole("heading", { name: "Det här beslutade ni" })).toBeVisible();
  await owner.goto("/moten");
  await expect(owner.getByRole("link", { name: /Resursgruppsmöte/ })).toBeVisible();
  await owner.goto("/beslut?flik=warning_plan");
  await expect(owner.getByRole("heading", { name: "Stämmer det?" })).toBeVisible({ timeout: 30_000 });
  await owner.goto("/");
  await owner.goto("/kopior");
  await expect(owner.getByText("Eva har en äldre kopia.")).toBeVisible();
  await owner.context().close();
});
