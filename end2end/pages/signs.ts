// Tidiga tecken, as the owner writes it.
import { expect, type Page } from "@playwright/test";
import { badge, write } from "./frame.ts";

export interface Sign {
  text: string;
  about?: "Vanor" | "Beteende" | "Relationer" | "Eget";
  mine?: string;
  other?: { who: string; text: string };
}

// From the sheet and back to it.
export async function addSign(page: Page, { text, about, mine, other }: Sign): Promise<void> {
  await page.getByRole("link", { name: "Skriv ett tecken" }).click();
  await write(page.getByLabel("Vad brukar hända?"), text);
  if (about) {
    await page.getByRole("radio", { name: about }).check();
    await expect(page.getByRole("radio", { name: about })).toBeChecked();
  }
  if (mine) {
    await page.getByRole("button", { name: "Lägg till något jag gör" }).click();
    await write(page.getByLabel("Det här gör jag"), mine);
  }
  if (other) {
    await page.getByRole("button", { name: "Lägg till något en annan gör" }).click();
    await page.getByLabel("Vem?").selectOption({ label: other.who });
    await write(page.getByLabel("Det här gör hen"), other.text);
  }
  await page.getByRole("button", { name: "Klart" }).click();
  await expect(page.getByRole("heading", { level: 1, name: text })).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Tidiga tecken" }).click();
  await expect(page.getByRole("link", { name: new RegExp(text) })).toBeVisible();
}

export async function writeWell(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: /: Så är jag när jag mår bra$/ }).click();
  const field = page.getByLabel("Så är jag när jag mår bra");
  await write(field, words);
  await page.getByRole("button", { name: "Klart", exact: true }).click();
  await expect(page.getByRole("region", { name: "Så är jag när jag mår bra" }).getByText(words)).toBeVisible();
  await expect(badge(page)).toBeVisible();
}

// Whom to call, in the order they are chosen.
export async function callFirst(page: Page, names: string[]): Promise<void> {
  await page.getByRole("button", { name: "Lägg till", exact: true }).click();
  for (const name of names) {
    await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await expect(page.getByText(`${name} är med i listan.`)).toBeVisible();
  }
}
