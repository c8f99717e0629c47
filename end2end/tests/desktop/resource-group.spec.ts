// R31, R99: who is in the resource group is hers to say; together at a meeting the coordinator may write it down, and
// it opens nothing.
import { expect, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { device, inDays, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";

test("written down together at a meeting, it waits on her phone and opens nothing", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await owner.goto("/kontakter");
  await addContact(owner, { name: "Eva Lind", group: "står mig nära" });
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("main").getByRole("link", { name: /^Eva Lind/ }).click();
  await expect(page.getByLabel("Namn", { exact: true })).toHaveValue("Eva Lind");
  await expect(page.getByRole("switch", { name: /^Med i resursgruppen/ })).toHaveCount(0);

  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Möten").click();
  await page.getByRole("link", { name: "Lägg till ett möte" }).click();
  await page.getByLabel("Dag", { exact: true }).fill(inDays(1));
  await page.getByLabel("Klockan").fill("13:00");
  await page.getByLabel("Klockan").blur();
  await page.getByRole("button", { name: "Klart" }).click();
  await page.getByRole("button", { name: "Starta mötet" }).click();
  await page.getByRole("button", { name: "Flytta mötet till nu och börja" }).click();
  await expect(page.getByText("Mötet pågår. Ni skriver tillsammans.").first()).toBeVisible();
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("main").getByRole("link", { name: /^Eva Lind/ }).click();
  await page.getByRole("switch", { name: /^Med i resursgruppen/ }).check();
  await page.getByRole("switch", { name: /^Med i resursgruppen/ }).scrollIntoViewIfNeeded();
  await shot(page, "resursgrupp-mote");

  await owner.goto("/samtycke");
  await expect(owner.getByRole("link", { name: /^Eva Lind/ })).toContainText("Får inte läsa något än");
  await owner.getByRole("link", { name: /^Eva Lind/ }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Vad får Eva Lind läsa?" })).toBeVisible();
  await owner.context().close();
});
