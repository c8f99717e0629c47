// Mål och plan, as the owner writes it.
import { expect, type Page } from "@playwright/test";
import { write } from "./frame.ts";

export async function addGoal(page: Page, text: string): Promise<void> {
  await page.getByRole("link", { name: "Lägg till ett mål" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Långsiktigt mål" })).toBeVisible();
  await write(page.getByLabel("Målet med dina egna ord"), text);
  await page.getByRole("switch", { name: "Det här vill jag" }).check();
  await expect(page.getByRole("switch", { name: "Det här vill jag" })).toBeChecked();
  // The page moves out of the bar's way when it comes: nobody presses anything in that moment.
  await expect(page.getByRole("button", { name: "Ångra" })).toBeVisible();
}

export async function addPart(page: Page, text: string): Promise<void> {
  await page.getByRole("link", { name: "Lägg till ett delmål" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Delmål" })).toBeVisible();
  await write(page.getByLabel("Målet med dina egna ord"), text);
}

export interface Activity {
  what: string;
  who: string;
  when: string;
  authority: "Regionen" | "Kommunen" | "Jag själv" | "Öppen fråga";
}

// On the page of a goal; the line is closed again.
export async function addActivity(page: Page, { what, who, when, authority }: Activity): Promise<void> {
  await page.getByRole("button", { name: "Lägg till vem gör vad" }).click();
  await write(page.getByLabel("Vad ska göras?"), what);
  await page.getByLabel("Vem gör det?").selectOption({ label: who });
  await write(page.getByLabel("När?"), when);
  // Not check(): the answer is shown when it is written down, which takes a moment on a busy machine.
  await page.getByRole("radio", { name: authority }).click();
  await expect(page.getByRole("radio", { name: authority })).toBeChecked();
  await page.getByRole("button", { name: "Stäng raden", exact: true }).click();
  await expect(page.getByRole("heading", { level: 3, name: what })).toBeVisible();
}

// "Hur gick det?" of the only line on the page.
export async function evaluate(page: Page, outcome: string): Promise<void> {
  const answer = page.getByRole("button", { name: outcome, exact: true });
  const ask = page.getByRole("button", { name: "Hur gick det?" });
  await expect(ask.or(answer)).toBeVisible();
  if (await ask.isVisible()) await ask.click();
  await answer.click();
  await expect(answer).toHaveAttribute("aria-pressed", "true");
}
