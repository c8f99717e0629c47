// Field failure: the last words before leaving a page were lost.
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { addContact, nameField, phoneField } from "../../pages/contacts.ts";
import { bar, openTab } from "../../pages/frame.ts";
import { arrives } from "../../pages/log.ts";

// Ways to leave a page in the middle of a word.
const leaving: Record<string, (page: Page) => Promise<unknown>> = {
  "the bar": (page) => bar(page).getByRole("link", { name: "Hem" }).click(),
  "the phone's own back": (page) => page.evaluate(() => history.back()), // the cursor is still in the field
};

for (const [way, leave] of Object.entries(leaving)) {
  test(`words typed right before leaving by ${way} are saved`, async ({ owner, staff, binder }) => {
    await openTab(owner, "Kontakter");
    await addContact(owner, { name: "Bo Ek" });
    await owner.getByRole("link", { name: "Bo Ek" }).click();
    await phoneField(owner).pressSequentially("08-123 45 67");
    await leave(owner);
    await expect(nameField(owner)).toHaveCount(0);
    await arrives(staff, binder, "contacts", "phone", ["08-123 45 67"]);
    await openTab(owner, "Kontakter"); // the app is alive
    await expect(owner.getByRole("button", { name: /^Ring Bo/ })).toBeVisible();
  });
}

test("words typed while the ones before are being stored are saved when the page goes", async ({ owner, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  // Hidden and shown: the first words are on their way into the store when the last ones come.
  await phoneField(owner).focus();
  await owner.evaluate(() => {
    const field = document.activeElement as HTMLInputElement;
    const type = (words: string) => {
      field.value = words;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    type("08-1");
    document.dispatchEvent(new Event("visibilitychange"));
    type("08-12345");
    history.back();
  });
  await expect(nameField(owner)).toHaveCount(0);
  await arrives(staff, binder, "contacts", "phone", ["08-12345"]);
});
