// Möten, as the owner books one.
import { expect, type Page } from "@playwright/test";
import type { Day } from "./days.ts";

export interface Booking {
  day: Day;
  clock: string;
  kind?: "Möte med samordnare" | "Resursgruppsmöte";
}

// From the list; ends on the page of the meeting, to be read.
export async function book(page: Page, { day, clock, kind }: Booking): Promise<void> {
  await page.getByRole("link", { name: "Lägg till ett möte" }).click();
  if (kind) await page.getByRole("radio", { name: kind }).check();
  await page.getByLabel("Dag", { exact: true }).fill(day.date);
  await page.getByLabel("Klockan", { exact: true }).fill(clock);
  await page.getByLabel("Klockan", { exact: true }).blur();
  await page.getByRole("button", { name: "Klart", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: `${day.words} kl. ${clock.replace(":", ".")}` })).toBeVisible();
}
