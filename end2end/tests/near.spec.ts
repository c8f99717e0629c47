// R35, R101–R103: before anybody talks with somebody close to her, she says how much she wants to be told; and one
// switch leaves everything about related people out.
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../fixtures.ts";
import { addContact } from "../pages/contacts.ts";
import { keptHere, openTab, sent, undo, write } from "../pages/frame.ts";
import { addSign } from "../pages/signs.ts";
import { entries } from "../pages/log.ts";
import { type Staff, uuid7 } from "../staff.ts";

const SAID = "Eva blir orolig när du inte svarar.";

const choice = (page: Page, name: string) => page.getByRole("group", { name: "Så vill jag ha det berättat" }).getByRole("radio", { name });
const told = (page: Page) => page.getByRole("region", { name: "Det som berättas för dig" });
const none = (page: Page) => page.getByRole("switch", { name: /^Inga närstående just nu/ });

async function open(page: Page, name: string): Promise<void> {
  await openTab(page, "Kontakter");
  await page.getByRole("main").getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByLabel("Namn", { exact: true })).toHaveValue(name);
}

// What the coordinator's device would send; gives the codes of what was refused.
async function tell(staff: Staff, binder: string, about: string): Promise<string[]> {
  const fields = { parent: { value: { entry: about } }, text: { value: { text: SAID } } };
  const op = staff.op("contacts", uuid7(), "write", { entry_kind: "told", fields });
  return ((await staff.sync(binder, [op])).refused ?? []).map(({ code }) => code);
}

test("she says how much she wants to be told, without network and with the server stopped", async ({
  owner: page, server, context, staff, binder, shot,
}) => {
  test.setTimeout(120_000);
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Eva Lind", group: "står mig nära" });
  await addContact(page, { name: "Doktor Hedda" });
  await sent(page);
  await readyOffline(page);
  await cut(context, server);
  await open(page, "Doktor Hedda");
  await expect(page.getByRole("heading", { name: "Resursgruppen" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Samtal med/ })).toHaveCount(0);

  await open(page, "Eva Lind");
  await expect(page.getByRole("heading", { name: "Samtal med Eva Lind" })).toBeVisible();
  await expect(page.getByText("Det Eva Lind säger skrivs inte i pärmen. Det stannar i din samordnares egen journal.")).toBeVisible();
  await page.getByRole("heading", { name: "Samtal med Eva Lind" }).scrollIntoViewIfNeeded();
  await shot(page, "samtal-fore");
  await choice(page, "I stora drag").check();
  await expect(page.getByLabel("Dag när vi bestämde det")).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await keptHere(page);
  await write(page.getByLabel("Vilka var med?"), "Anna och jag");
  await keptHere(page);
  await page.reload();
  await expect(choice(page, "I stora drag")).toBeChecked();
  await expect(page.getByLabel("Vilka var med?")).toHaveValue("Anna och jag");
  await page.getByLabel("Vilka var med?").scrollIntoViewIfNeeded();
  await shot(page, "samtal-bestamt");

  await mend(context, server);
  await sent(page);
  const eva = (await entries(staff, binder, "contacts")).find(({ fields }) => JSON.stringify(fields).includes("Eva Lind"))!;
  expect(await tell(staff, binder, eva.id)).toEqual([]);
  await expect(told(page)).toContainText(SAID);
  await told(page).scrollIntoViewIfNeeded();
  await shot(page, "samtal-berattat");
  await told(page).getByRole("button", { name: "Ta bort" }).click();
  await expect(told(page)).toHaveCount(0);
  await undo(page);
  await expect(told(page)).toContainText(SAID);

  // She wants to know no more: nothing new comes, and what was told is hers to take away.
  await context.setOffline(true);
  await choice(page, "Ingenting").check();
  await expect(told(page)).toContainText("Du vill inte veta mer.");
  await keptHere(page);
  await context.setOffline(false);
  await sent(page);
  await told(page).scrollIntoViewIfNeeded();
  await shot(page, "samtal-inget-mer");
  expect(await tell(staff, binder, eva.id)).toEqual(["owner_only"]);
  await told(page).getByRole("button", { name: "Ta bort allt som berättades" }).click();
  await expect(told(page)).toHaveCount(0);
  await sent(page);
});

test("one switch leaves everything about related people out, and brings it back", async ({ owner: page, context, server, shot }) => {
  test.setTimeout(120_000);
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Eva Lind", group: "står mig nära" });
  await openTab(page, "Tidiga tecken");
  await addSign(page, { text: "Jag sover inte", other: { who: "Eva Lind", text: "Ring mig" } });
  await page.goto("/dela-ut");
  await page.getByRole("button", { name: /^Eva Lind/ }).click();
  await page.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(page.getByText("Länken fungerar nu.")).toBeVisible();
  const link = await page.getByRole("textbox", { name: "Länken" }).inputValue();
  await readyOffline(page);

  await cut(context, server);
  await openTab(page, "Kontakter");
  await none(page).scrollIntoViewIfNeeded();
  await shot(page, "inga-narstaende-av");
  await none(page).check();
  await expect(page.getByText("Länken till Eva gäller tills du tar bort den.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Dela med någon" })).toHaveCount(0);
  await keptHere(page);
  await none(page).scrollIntoViewIfNeeded();
  await shot(page, "inga-narstaende-pa");
  await page.reload();
  await expect(none(page)).toBeChecked();
  await expect(page.getByRole("link", { name: /^Eva Lind/ }), "nobody is removed").toBeVisible();

  await open(page, "Eva Lind");
  await expect(page.getByRole("heading", { name: "Resursgruppen" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Samtal med/ })).toHaveCount(0);
  await openTab(page, "Tidiga tecken");
  await expect(page.getByRole("link", { name: "Läs med stor text" })).toBeVisible();
  await expect(page.getByRole("link", { name: /Vem har en kopia|^Dela/ })).toHaveCount(0);
  for (const path of ["/dela-ut", "/kopior"]) {
    await page.goto(path);
    await expect(page.getByText("Du har valt: Inga närstående just nu.")).toBeVisible();
    await expect(page.getByText("Länken till Eva gäller tills du tar bort den.")).toBeVisible();
  }
  await shot(page, "inga-narstaende-sida");
  await mend(context, server);
  await sent(page);
  const reader = await context.browser()!.newPage();
  await reader.goto(link);
  await expect(reader.getByRole("button", { name: "Visa" }), "no link is ended in silence").toBeVisible();
  await reader.close();

  // The way to ending it, and the one tap back.
  await page.getByRole("link", { name: "Se vilka som har en kopia" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: /^Eva Lind/ }).getByRole("button", { name: "Avsluta" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Dela", exact: true })).toHaveCount(0);
  await page.goto("/dela-ut");
  await page.getByRole("button", { name: "Ta fram det igen" }).click();
  await expect(page.getByRole("button", { name: /^Eva Lind/ })).toBeVisible();
  await openTab(page, "Tidiga tecken");
  await expect(page.getByRole("link", { name: /^Vem har en kopia\?/ })).toBeVisible();
});
