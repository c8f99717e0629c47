// A meeting of the resource group, one step to a screen.
import { expect, type Page } from "@playwright/test";

export const STEPS = [
  "Vilka är här?", "Följ förändringar", "Hur har det gått?", "Nya delmål", "Läs igenom Tidiga tecken",
  "Det här beslutar ni", "Boka nästa tid", "Avsluta",
] as const;
export type Step = (typeof STEPS)[number];

export async function isAt(page: Page, step: Step): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: step })).toBeVisible();
  await expect(page.getByText(`Steg ${STEPS.indexOf(step) + 1} av 8`)).toBeVisible();
}

// From the step before it.
export async function onTo(page: Page, step: Step): Promise<void> {
  await page.getByRole("link", { name: `Vidare: ${step}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: step })).toBeFocused();
  await isAt(page, step);
}

// From anywhere in the steps.
export async function jumpTo(page: Page, step: Step): Promise<void> {
  const link = page.getByRole("link", { name: `${STEPS.indexOf(step) + 1}. ${step}` });
  // The list stays open from one step to the next.
  if (!(await link.isVisible())) await page.getByText("Alla steg").click();
  await link.click();
  await isAt(page, step);
}

export async function closeMeeting(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Avsluta mötet" }).click();
  await expect(page.getByRole("heading", { name: "Det här beslutade ni" })).toBeVisible();
}
