// Taking the pärm away, and having a change of mind.
import { expect, type Locator, type Page } from "@playwright/test";

// So many days from now as the screen says it: "tisdag 22 december".
export function dayIn(days: number, form: "long" | "short" = "long"): string {
  const weekday = form === "long" ? { weekday: "long" as const } : {};
  const at = new Date(Date.now() + days * 86_400_000);
  const year = form === "short" && at.getFullYear() !== new Date().getFullYear() ? { year: "numeric" as const } : {};
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Stockholm", day: "numeric", month: "long", ...weekday, ...year,
  }).format(at);
}

export const card = (page: Page): Locator => page.getByRole("main").getByRole("status").filter({ hasText: /pärmen/i });

// From the settings, with two taps.
export async function takeAway(page: Page): Promise<void> {
  await page.goto("/installningar");
  await page.getByRole("link", { name: "Ta bort min pärm" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ta bort min pärm" })).toBeVisible();
  await page.getByRole("button", { name: "Ta bort min pärm" }).click();
  await page.getByRole("button", { name: "Ja, ta bort pärmen" }).click();
  await expect(page.getByRole("button", { name: "Jag vill ha kvar den" })).toBeVisible();
}

export const keep = (page: Page): Promise<void> => page.getByRole("button", { name: "Jag vill ha kvar den" }).click();
