// Her own room: what is only for her is written without network, reaches nobody, and opens on her next phone.
import { type Browser, type Page } from "@playwright/test";
import { cut, expect, mend, pair, readyOffline, test } from "../../fixtures.ts";
import { addContact, nameField, phoneField } from "../../pages/contacts.ts";
import { keptHere, leave, openTab, sent, undo, write } from "../../pages/frame.ts";
import { arrives, words } from "../../pages/log.ts";
import { card, everythingOf, makeKey, readCard, typeKey } from "../../pages/room.ts";
import type { Staff } from "../../staff.ts";

const SECRET = "Kalle Hemlig";

async function nextPhone(browser: Browser, staff: Staff, binder: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await pair(page, (await staff.pairing(binder)).link);
  return page;
}

// A contact that is only for her, from the list and back to it.
async function addOwn(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await page.getByRole("button", { name: "Bara för mig" }).click();
  await expect(page.getByText("Bara du kan läsa det här, i dina telefoner.")).toBeVisible();
  await write(nameField(page), name);
  await write(phoneField(page), "070-765 43 21");
  await leave(phoneField(page));
  await page.getByRole("banner").getByRole("link", { name: "Kontakter" }).click();
  await expect(page.getByRole("link", { name: new RegExp(`^${name}`) })).toContainText("Bara för mig");
}

test("what is only for her reaches nobody, and her next phone opens it with the card", async ({ owner, browser, staff, binder, server, context, shot }) => {
  test.setTimeout(90_000);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "070-123 45 67" });
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  await expect(owner.getByText(/kan läsa det du skriver här\.$/)).toBeVisible();
  await shot(owner, "room-new-contact");
  await owner.getByRole("link", { name: "Bara för mig" }).click();
  await expect(owner.getByText("Tappar du telefonen och saknar kortet kan ingen öppna det igen.")).toBeVisible();
  await shot(owner, "room-how");
  const { signs, link } = await makeKey(owner);
  expect(link).toBe(`${server.url}/bara-for-mig#${signs.replaceAll(" ", "-")}`);
  await expect(owner.getByText("Skriv ut kortet nu")).toBeVisible();
  await shot(owner, "room-card");
  await owner.getByRole("button", { name: "Jag har kortet på papper" }).click();
  await expect(card(owner)).toBeHidden();
  await shot(owner, "room-ready");

  await readyOffline(owner);
  await cut(context, server);
  await openTab(owner, "Kontakter");
  await addOwn(owner, SECRET);
  await shot(owner, "room-contacts");
  await keptHere(owner);
  await mend(context, server);
  await sent(owner);
  await owner.reload();
  await expect(owner.getByRole("link", { name: new RegExp(`^${SECRET}`) })).toBeVisible();

  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
  expect(JSON.stringify(await staff.sync(binder, []))).not.toContain("Hemlig");
  expect(server.run("export", binder)).not.toContain("Hemlig");
  expect(everythingOf(server)).not.toContain("Hemlig");
  for (const address of ["/ring", "/om-jag-mar-samre", "/skriv-ut", "/dela-ut"]) {
    await owner.goto(address);
    await expect(owner.locator("body")).toContainText(/Ring Bo|Bo Ek/);
    await expect(owner.locator("body")).not.toContainText(/Kalle|Hemlig/);
  }

  const other = await nextPhone(browser, staff, binder);
  await openTab(other, "Kontakter");
  await expect(other.getByText("Den här telefonen har inte nyckeln.")).toBeVisible();
  await shot(other, "room-locked");
  await other.getByRole("link", { name: "Så öppnar du det" }).click();
  await typeKey(other, signs.slice(0, -1));
  await expect(other.getByText("Något tecken är fel eller saknas.")).toBeVisible();
  await shot(other, "room-type");
  await typeKey(other, signs.toLowerCase());
  await expect(other.getByText("Nyckeln finns i den här telefonen och på ditt kort.")).toBeVisible();
  await openTab(other, "Kontakter");
  await other.getByRole("link", { name: new RegExp(`^${SECRET}`) }).click();
  await expect(nameField(other)).toHaveValue(SECRET);
  await write(nameField(other), "Karl Hemlig");
  await sent(other);
  await openTab(owner, "Kontakter");
  await expect(owner.getByRole("link", { name: /^Karl Hemlig/ })).toBeVisible();
  await owner.emulateMedia({ media: "print" });
  await expect(owner.getByText("Bo Ek")).toBeVisible();
  await expect(owner.getByText("Karl Hemlig")).toBeHidden();
});

test("the card's square opens it on the next phone, and no key of somebody else's is taken for hers", async ({ owner, browser, staff, binder, server }) => {
  await owner.goto("/bara-for-mig");
  const { link } = await makeKey(owner);
  await openTab(owner, "Kontakter");
  await addOwn(owner, SECRET);
  await sent(owner);

  const other = await nextPhone(browser, staff, binder);
  await openTab(other, "Kontakter");
  await expect(other.getByText("Den här telefonen har inte nyckeln.")).toBeVisible();
  // A key that belongs to nothing here, as somebody could send it.
  await other.goto(`${server.url}/bara-for-mig#QQGJ-YV6Y-24N8-0ZYE-42AU-EH0W-LUQS-Z2XM`);
  await expect(other.getByText("Den nyckeln öppnar inget här.")).toBeVisible();
  expect(other.url()).toBe(`${server.url}/bara-for-mig`);
  await other.goto("about:blank");
  await other.goto(link);
  await expect(other.getByText("Nyckeln finns i den här telefonen och på ditt kort.")).toBeVisible();
  expect(other.url()).toBe(`${server.url}/bara-for-mig`);
  await openTab(other, "Kontakter");
  await expect(other.getByRole("link", { name: new RegExp(`^${SECRET}`) })).toBeVisible();
  await other.goto("/bara-for-mig");
  await other.getByRole("button", { name: "Visa nyckeln" }).click();
  expect((await readCard(other)).link).toBe(link);
});

test("without the key she goes on with a new one, and the old one still opens what it locked", async ({ owner, browser, staff, binder, shot }) => {
  await owner.goto("/bara-for-mig");
  const first = await makeKey(owner);
  await openTab(owner, "Kontakter");
  await addOwn(owner, SECRET);
  await sent(owner);

  const other = await nextPhone(browser, staff, binder);
  await openTab(other, "Kontakter");
  await other.getByRole("link", { name: "Så öppnar du det" }).click();
  await other.getByRole("button", { name: "Jag har inte kvar nyckeln" }).click();
  await shot(other, "room-lost");
  await other.getByRole("button", { name: "Ja, gör en ny nyckel" }).click();
  const second = await readCard(other);
  expect(second.signs).not.toBe(first.signs);
  await openTab(other, "Kontakter");
  await expect(other.getByText("Den här telefonen har inte nyckeln.")).toBeVisible();
  await addOwn(other, "Lisa Hemlig");
  await other.goto("/bara-for-mig");
  await typeKey(other, first.signs);
  await expect(other.getByText("Här finns också något som en annan nyckel öppnar.")).toBeHidden();
  await openTab(other, "Kontakter");
  for (const name of [SECRET, "Lisa Hemlig"]) {
    await expect(other.getByRole("link", { name: new RegExp(`^${name}`) })).toBeVisible();
  }
});

test("an entry moves in and out, and she is told what has been read", async ({ owner, staff, binder, shot }) => {
  await owner.goto("/bara-for-mig");
  await makeKey(owner);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Sara Holm", phone: "070-123 45 67" });
  await arrives(staff, binder, "contacts", "name", ["Sara Holm"]);
  await owner.getByRole("link", { name: /^Sara Holm/ }).click();
  await owner.getByRole("button", { name: "Bara för mig" }).click();
  await expect(owner.getByText(/kan redan ha läst det\. Det går inte att ta tillbaka\./)).toBeVisible();
  await shot(owner, "room-move-in");
  await owner.getByRole("button", { name: "Ja, bara för mig" }).click();
  await expect(owner.getByText("Bara du kan läsa det här, i dina telefoner.")).toBeVisible();
  await expect(nameField(owner)).toHaveValue("Sara Holm");
  await shot(owner, "room-own-contact");
  await arrives(staff, binder, "contacts", "name", []);
  await undo(owner);
  await arrives(staff, binder, "contacts", "name", ["Sara Holm"]);

  await openTab(owner, "Kontakter");
  await owner.getByRole("link", { name: /^Sara Holm/ }).click();
  await owner.getByRole("button", { name: "Bara för mig" }).click();
  await owner.getByRole("button", { name: "Ja, bara för mig" }).click();
  await arrives(staff, binder, "contacts", "name", []);
  await write(nameField(owner), "Sara Hemlig");
  await owner.getByRole("button", { name: "Låt andra läsa" }).click();
  await expect(owner.getByText("Då kan de läsa det här också.")).toBeVisible();
  expect(await words(staff, binder, "contacts", "name")).toEqual([]);
  await owner.getByRole("button", { name: "Ja, låt andra läsa" }).click();
  await arrives(staff, binder, "contacts", "name", ["Sara Hemlig"]);
  await arrives(staff, binder, "contacts", "phone", ["070-123 45 67"]);
});
