// Kontakter, as the owner uses it.
import { expect, type Locator, type Page } from "@playwright/test";
import { write } from "./frame.ts";

export interface Person {
  name: string;
  phone?: string;
  group?: "arbetar med mig" | "står mig nära";
}

export const nameField = (page: Page): Locator => page.getByLabel("Namn", { exact: true });
export const phoneField = (page: Page): Locator => page.getByLabel("Telefon", { exact: true });

// From the list and back to it.
export async function addContact(page: Page, { name, phone, group }: Person): Promise<void> {
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await write(nameField(page), name);
  if (phone) await write(phoneField(page), phone);
  if (group) {
    await page.getByRole("radio", { name: group }).check();
    await expect(page.getByRole("radio", { name: group })).toBeChecked();
  }
  await page.getByRole("banner").getByRole("link", { name: "Kontakter" }).click();
  await expect(page.getByRole("link", { name: new RegExp(`^${name}`) })).toBeVisible();
}

// The names in the order they stand.
export async function namesOf(page: Page): Promise<string[]> {
  const links = page.getByRole("main").getByRole("listitem").getByRole("link");
  return (await links.allInnerTexts()).map((text) => text.split("\n")[0]!.trim());
}
