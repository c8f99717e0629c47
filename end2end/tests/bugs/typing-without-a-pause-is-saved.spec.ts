// Field failure: who typed on without a pause lost everything since the last one.
import { expect, test } from "../../fixtures.ts";
import { addContact, phoneField } from "../../pages/contacts.ts";
import { openTab } from "../../pages/frame.ts";
import { entries } from "../../pages/log.ts";

test("words typed without a pause are saved on the way, as one version", async ({ owner, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  const words = "Jag skriver på utan att vila och sidan laddas";
  await phoneField(owner).pressSequentially(words, { delay: 120 }); // five seconds
  await owner.reload();
  await expect(phoneField(owner)).toHaveValue(words);
  await expect.poll(async () => {
    const [bo] = await entries(staff, binder, "contacts");
    return bo?.fields?.phone?.current.length;
  }).toBe(1);
});
