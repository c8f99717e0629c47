// Field failure: the app asked about unsaved changes though everything was saved.
import { expect, test } from "../../fixtures.ts";
import { addContact, nameField, phoneField } from "../../pages/contacts.ts";
import { badge, bar, openTab, write } from "../../pages/frame.ts";

test("nothing asks about unsaved changes, whatever is left in the middle", async ({ owner, context }) => {
  const dialogs: string[] = [];
  owner.on("dialog", (dialog) => {
    dialogs.push(`${dialog.type()} ${dialog.message()}`);
    void dialog.accept();
  });
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await phoneField(owner).fill("08-1");
  await owner.reload();
  await write(nameField(owner), "Bosse");
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await owner.goto("/skattning/ny");
  await owner.getByRole("button", { name: "Mer" }).click();
  await owner.goto("/");
  await context.setOffline(true);
  await openTab(owner, "Kontakter");
  await owner.getByRole("link", { name: "Bosse" }).click();
  await write(phoneField(owner), "08-2");
  await owner.close({ runBeforeUnload: true });
  expect(dialogs).toEqual([]);
});

test("a field that was only looked at is not written and offers no Ångra", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await expect(badge(owner)).toHaveText("Sparat");
  await owner.reload();
  let pushed = 0;
  await owner.route("**/api/v1/binders/*/sync", async (route) => {
    pushed += (route.request().postDataJSON() as { ops: unknown[] }).ops.length;
    await route.fallback();
  });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await nameField(owner).focus();
  await phoneField(owner).focus();
  await phoneField(owner).blur();
  await expect(owner.getByText("Inte sparat än")).toHaveCount(0);
  await expect(owner.getByRole("button", { name: "Ångra" })).toHaveCount(0);
  await expect(badge(owner)).toHaveText("Sparat");
  expect(pushed).toBe(0);
});
