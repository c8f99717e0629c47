// "Så har det ändrats", as it is read.
import { expect, type Locator, type Page } from "@playwright/test";

// The changes, the latest first.
export const changes = (page: Page): Locator => page.locator(".history").getByRole("listitem");

// From the entry's own page.
export async function openHistory(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Så har det ändrats" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Så har det ändrats" })).toBeVisible();
}

// What stood before and what it was changed to, in the nth change.
export async function says(page: Page, nth: number, words: { by: string; before?: string; after: string }): Promise<void> {
  const change = changes(page).nth(nth);
  await expect(change.getByRole("heading", { level: 2 })).toHaveText(words.by);
  const side = (title: RegExp): Locator => change.locator("dl > div").filter({ has: page.getByText(title) }).locator("dd");
  await expect(side(/^Förut stod$/)).toHaveText(words.before === undefined ? [] : [words.before]);
  await expect(side(/^(Nu står|Ändrat till|Då stod)$/)).toHaveText([words.after]);
}

// Puts words back, after the question of what they replace.
export async function putBack(page: Page, words: string, standing: string): Promise<void> {
  await page.getByRole("button", { name: `Skriv tillbaka: ${words}` }).click();
  const question = page.getByRole("group", { name: "Vill du skriva tillbaka det här?" });
  await expect(question).toContainText(`Nu står det: ”${standing}”`);
  await expect(question).toContainText(`Det byts mot: ”${words}”`);
  await question.getByRole("button", { name: "Ja, skriv tillbaka" }).click();
  await expect(question).toHaveCount(0);
}
