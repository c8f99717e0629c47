// The coordinator's list while a pärm is to be taken away: that it is, and the day, and nothing of what is in it.
import { expect, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { card, dayIn, keep, takeAway } from "../../pages/erase.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { device, letIn, openBinder, PHONE, signIn, stored, tab } from "../../people.ts";

test("it is said in the list, nothing is left to read, and a change of mind gives it back", async ({
  page, browser, server, demo, staff, shot,
}) => {
  const binder = await staff.newBinder("Ylva Ström");
  const phone = await device(browser, server, PHONE);
  await letIn(phone, staff, binder, server.url);
  await openTab(phone, "Kontakter");
  await addContact(phone, { name: "Torkel Strand" });
  await sent(phone);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Ylva Ström", binder);
  await tab(page, "Kontakter").click();
  await expect(page.getByRole("link", { name: /Torkel Strand/ })).toBeVisible();

  // What she writes now comes at once: the coordinator's page hears of what happens.
  await openTab(phone, "Kontakter");
  await addContact(phone, { name: "Rut Ek" });
  await expect(page.getByRole("link", { name: /Rut Ek/ })).toBeVisible();

  await takeAway(phone);
  await expect(page.getByText("Den här pärmen är inte öppen för dig nu.")).toBeVisible();
  await expect.poll(() => stored(page)).not.toContain("Torkel Strand");
  await page.goto("/samordnare");
  const row = page.getByRole("row").filter({ hasText: "Ylva Ström" });
  await expect(row).toContainText(`Tas bort ${dayIn(30, "short")}`);
  await expect(row).toHaveCount(1);
  await expect(row.getByRole("link")).toHaveCount(0);
  await expect(page.getByText("En pärm som ska tas bort kan bara ägaren öppna.")).toBeVisible();
  await shot(page, "oversikt-tas-bort");

  await keep(phone);
  await expect(card(phone)).toHaveText(/^Pärmen är kvar\./);
  await page.reload();
  await expect(row.getByRole("link", { name: "Ylva Ström" })).toBeVisible();
  await openBinder(page, "Ylva Ström", binder);
  await tab(page, "Kontakter").click();
  await expect(page.getByRole("link", { name: /Torkel Strand/ })).toBeVisible();
  await phone.context().close();
});

test("the organisation's decision is read by the owner, who and why", async ({ browser, server, staff, shot }) => {
  const binder = await staff.newBinder("Ylva Ström");
  const phone = await device(browser, server, PHONE);
  await letIn(phone, staff, binder, server.url);
  server.run("erase", binder, "--reason", "Verksamheten upphör.", "--by", "Karin Ek");
  await phone.reload();
  await expect(phone.getByText(`Verksamheten tar bort pärmen ${dayIn(30)}.`)).toBeVisible();
  await expect(phone.getByText("Karin Ek har bestämt det.")).toBeVisible();
  await expect(phone.getByText("Skälet är: Verksamheten upphör.")).toBeVisible();
  await expect(phone.getByRole("button", { name: "Jag vill ha kvar den" })).toHaveCount(0);
  await shot(phone, "hem-verksamheten-tar-bort");
  server.run("erase", "--cancel", binder);
  await expect(async () => {
    await phone.reload();
    await expect(phone.getByRole("heading", { level: 1, name: /^Hej / })).toBeVisible();
    await expect(phone.getByText("Verksamheten tar bort pärmen")).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
  await phone.context().close();
});
