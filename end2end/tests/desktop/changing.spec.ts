// R120, R125: what is about to change is told her ahead, with whom to ask; who else needs to know is seen against what
// she has agreed to, and nothing is sent by itself.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { openTab, sent, undo, write } from "../../pages/frame.ts";
import { device, inDays, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";

const WORDS = "Boendestödet kommer på torsdagar i stället för tisdagar.";

test("a change is told her ahead, read without network, and who has been told is noted", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(120_000);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", group: "står mig nära" });
  await sent(owner);

  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Mål och plan").click();
  await page.getByRole("link", { name: "Berätta om något som ändras" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Det här ändras" })).toBeVisible();
  // Nobody is told of what has no words yet.
  await expect(page.getByRole("heading", { name: "Vem behöver veta?" })).toHaveCount(0);
  await page.getByRole("radio", { name: "Stöd eller bistånd" }).check();
  await write(page.getByLabel("Vad händer?"), WORDS);
  await page.getByLabel("Från vilken dag?").fill(inDays(9));
  await page.getByLabel("Från vilken dag?").blur();
  await expect(page.getByRole("heading", { name: "Vem behöver veta?" })).toBeVisible();
  await expect(page.getByText("Fråga Maja Lind om Eva Lind får veta.")).toBeVisible();
  await shot(page, "andras-skriven");
  await page.getByRole("button", { name: "Eva Lind har fått veta" }).click();
  await expect(page.getByText(/^Eva Lind fick veta /)).toBeVisible();
  await undo(page);
  await expect(page.getByText("Fråga Maja Lind om Eva Lind får veta.")).toBeVisible();
  await page.getByRole("button", { name: "Eva Lind har fått veta" }).click();
  await expect(page.getByText(/^Eva Lind fick veta /)).toBeVisible();

  await owner.goto("/");
  const row = owner.getByRole("link", { name: /Det här ändras/ });
  await expect(row).toContainText(WORDS);
  await shot(owner, "andras-hem");
  await row.click();
  await expect(owner.getByText(/^Eva Lind fick veta /)).toBeVisible();
  await expect(owner.getByText(/^Ser det här i Mål och plan: .*Anna Berg/)).toBeVisible();
  await owner.goto("/");
  await readyOffline(owner);
  await cut(owner.context(), server);
  await owner.reload();
  await row.click();
  await expect(owner.getByText(WORDS)).toBeVisible();
  await expect(owner.getByText("Undrar du något? Fråga Anna.")).toBeVisible();
  await expect(owner.getByRole("textbox")).toHaveCount(0);
  await shot(owner, "andras-last");
  await mend(owner.context(), server);

  await page.getByRole("button", { name: "Ta bort", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mål och plan" })).toBeVisible();
  await owner.goto("/");
  await expect(owner.getByRole("link", { name: /Det här ändras/ })).toHaveCount(0);
  await owner.context().close();
});
