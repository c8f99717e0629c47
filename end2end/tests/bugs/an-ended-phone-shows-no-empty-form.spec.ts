// Field failure: a phone that was ended on another one went on showing its open form, empty.
import { expect, pair, test } from "../../fixtures.ts";
import { addContact, nameField, phoneField } from "../../pages/contacts.ts";
import { openTab, sent, write } from "../../pages/frame.ts";
import { arrives } from "../../pages/log.ts";
import { device, PHONE } from "../../people.ts";

test("it says that it is ended, and the words come through when it is paired again", async ({ owner, browser, server, staff, binder, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  const lost = await device(browser, server, PHONE);
  await pair(lost, (await staff.pairing(binder)).link);
  await openTab(lost, "Kontakter");
  await lost.getByRole("link", { name: /^Bo Ek/ }).click();
  await lost.context().setOffline(true);
  await write(phoneField(lost), "08-123");

  await owner.goto("/telefoner");
  const other = owner.getByRole("listitem").filter({ hasText: "En annan telefon" });
  await other.getByRole("button", { name: "Koppla bort" }).click();
  await other.getByRole("button", { name: "Ja, koppla bort" }).click();
  await expect(owner.getByText("Telefonen är bortkopplad.")).toBeVisible();
  await lost.context().setOffline(false);

  await expect(lost.getByText(/^Den här telefonen är bortkopplad/)).toBeVisible();
  await expect(nameField(lost)).toHaveCount(0);
  await expect(lost.locator("body")).not.toContainText("Bo Ek");
  await expect(lost.getByRole("link", { name: "112", exact: true })).toBeVisible();
  await shot(lost, "ended-with-open-form");
  await pair(lost, (await staff.pairing(binder)).link);
  await arrives(staff, binder, "contacts", "phone", ["08-123"]);
  await lost.context().close();
});
