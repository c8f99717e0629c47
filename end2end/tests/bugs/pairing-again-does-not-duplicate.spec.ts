// Field failure: logging in again fetched everything beside what was there.
import { expect, test } from "../../fixtures.ts";
import { addContact, namesOf } from "../../pages/contacts.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { arrives, entries } from "../../pages/log.ts";

test("pairing the same phone again keeps everything once, also what waits", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Ada" });
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  // What waits when she pairs again: the push is lost on the way.
  await owner.route("**/api/v1/binders/*/sync", (route) => route.abort());
  await addContact(owner, { name: "Cia" });
  await owner.unroute("**/api/v1/binders/*/sync");
  await owner.goto((await staff.pairing(binder)).link);
  await expect(owner.getByText("Telefonen har redan en pärm. Den hör till Maja Lind.")).toBeVisible();
  await shot(owner, "pair-already");
  await owner.getByRole("button", { name: "Öppna med koden ändå" }).click();
  await owner.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect(owner.getByText("Det är samma pärm som förut. Allt finns kvar.")).toBeVisible();
  await openTab(owner, "Kontakter");
  await expect(owner.getByRole("link", { name: "Cia" })).toBeVisible();
  expect(await namesOf(owner)).toEqual(["Ada", "Bo Ek", "Cia"]);
  await sent(owner);
  await arrives(staff, binder, "contacts", "name", ["Ada", "Bo Ek", "Cia"]);
  expect(await entries(staff, binder, "contacts")).toHaveLength(3);
});

test("a session that ended and came back sends what waited, once", async ({ owner, context, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Ada" });
  await sent(owner);
  await context.clearCookies();
  await addContact(owner, { name: "Bo Ek" });
  await owner.goto("/installningar");
  await expect(owner.getByText(/Du behöver logga in igen för att skicka\. Allt finns kvar här\./)).toBeVisible();
  await owner.goto((await staff.pairing(binder)).link);
  await owner.getByRole("button", { name: "Öppna med koden ändå" }).click();
  await owner.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect(owner.getByText("Det är samma pärm som förut. Allt finns kvar.")).toBeVisible();
  await sent(owner);
  await arrives(staff, binder, "contacts", "name", ["Ada", "Bo Ek"]);
});
