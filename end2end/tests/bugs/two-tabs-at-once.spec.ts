// Field failure: two open browser tabs lost or doubled what was written in one of them.
import { expect, test } from "../../fixtures.ts";
import { addContact, namesOf, phoneField } from "../../pages/contacts.ts";
import { openTab, sent, write } from "../../pages/frame.ts";
import { arrives, entries } from "../../pages/log.ts";

test("two tabs that write at once lose and double nothing", async ({ owner, context, staff, binder }) => {
  const second = await context.newPage();
  await second.goto("/");
  await Promise.all([openTab(owner, "Kontakter"), openTab(second, "Kontakter")]);
  const write = async (page: typeof owner, names: string[]) => {
    for (const name of names) await addContact(page, { name });
  };
  await Promise.all([write(owner, ["Ada", "Bo", "Cia"]), write(second, ["Dan", "Eva", "Fia"])]);
  const all = ["Ada", "Bo", "Cia", "Dan", "Eva", "Fia"];
  for (const page of [owner, second]) {
    await expect.poll(async () => (await namesOf(page)).sort()).toEqual(all);
    await sent(page);
  }
  await arrives(staff, binder, "contacts", "name", all);
  expect(await entries(staff, binder, "contacts")).toHaveLength(6);
});

test("what one tab writes is on the other without network, and the one that is left sends it", async ({ owner, context, staff, binder }) => {
  const second = await context.newPage();
  await second.goto("/");
  await openTab(second, "Kontakter");
  await openTab(owner, "Kontakter");
  await context.setOffline(true);
  await addContact(owner, { name: "Ada" });
  await second.getByRole("link", { name: "Ada" }).click();
  await write(phoneField(second), "08-1");
  await expect(owner.getByRole("button", { name: /^Ring Ada/ })).toBeVisible();
  await owner.close(); // the tab that had the lock
  await context.setOffline(false);
  await sent(second);
  await arrives(staff, binder, "contacts", "phone", ["08-1"]);
});

test("the same field open in both tabs keeps both texts", async ({ owner, context, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Ada" });
  await owner.getByRole("link", { name: "Ada" }).click();
  const second = await context.newPage();
  await second.goto(owner.url());
  await phoneField(second).focus();
  await phoneField(owner).focus();
  await phoneField(owner).pressSequentially("08-1");
  await phoneField(second).pressSequentially("08-2");
  await arrives(staff, binder, "contacts", "phone", ["08-1", "08-2"]);
  await expect(owner.getByRole("region", { name: "Två versioner" })).toBeVisible();
});
