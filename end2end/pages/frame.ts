// What stands around every page: what is saved, the bar, the tabs of the pärm, "Ångra".
import { expect, type Locator, type Page } from "@playwright/test";

export type Tab = "Kontakter" | "Tidiga tecken" | "Mål och plan" | "Skattning" | "Möten" | "Samtycke";

// The one place that says how far what was written has come.
export const badge = (page: Page): Locator => page.getByRole("banner").getByRole("status");

export const bar = (page: Page): Locator => page.getByRole("navigation", { name: "Alltid här" });

export async function openTab(page: Page, tab: Tab): Promise<void> {
  await bar(page).getByRole("link", { name: "Min pärm" }).click();
  await page.getByRole("main").getByRole("link", { name: new RegExp(`^${tab}`) }).click();
  await expect(page.getByRole("heading", { level: 1, name: tab })).toBeVisible();
}

// Types words and waits until the field itself says that they are on this phone.
export async function write(field: Locator, words: string): Promise<void> {
  await field.fill(words);
  await savedHere(field);
}

export const savedHere = (field: Locator): Promise<void> =>
  expect(field).toHaveAccessibleDescription(/(^|\s)Sparat$/);

// The field is left with the keyboard, as a thumb on "Klar" does.
export const leave = (field: Locator): Promise<void> => field.blur();

export async function undo(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ångra" }).click();
}

export const sent = (page: Page): Promise<void> => expect(badge(page)).toHaveText("Sparat");
export const keptHere = (page: Page): Promise<void> => expect(badge(page)).toHaveText("Sparat i telefonen");

// While a page loads, keys may go nowhere; a person sees that and types again.
export async function typeEarly(field: Locator, words: string): Promise<void> {
  await expect(async () => {
    await field.fill(words);
    await expect(field).toHaveValue(words, { timeout: 500 });
  }).toPass();
}

// The app stays away until what this answers is called: the page is its shell until then.
export async function holdApp(page: Page): Promise<() => void> {
  let come = () => {};
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  return come;
}
