// Skattning: four questions, one per screen.
import { expect, type Locator, type Page } from "@playwright/test";

export const AREAS = ["Hur jag mår i mig själv", "Mina närmaste", "Min vardag", "Livet i stort"] as const;

export const question = (page: Page, area: string): Locator => page.getByRole("heading", { level: 1, name: area });
export const line = (page: Page): Locator => page.getByRole("slider");
export const next = (page: Page): Locator => page.getByRole("button", { name: "Nästa" });

// Answers the question on screen and goes on.
export async function answer(page: Page, area: string, mark: number): Promise<void> {
  await expect(question(page, area)).toBeVisible();
  await expect(line(page)).toHaveAttribute("aria-valuetext", "Inte svarat än");
  await line(page).fill(String(mark));
  await next(page).click();
}

export async function answerAll(page: Page, marks: readonly number[]): Promise<void> {
  for (const [index, area] of AREAS.entries()) await answer(page, area, marks[index]!);
  await expect(page.getByRole("heading", { level: 1, name: "Så svarade du" })).toBeVisible();
}

export async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Spara", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Skattning" })).toBeVisible();
}
