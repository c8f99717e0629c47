// "Bara för mig": the key, its card, and what stands in her own room.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { readQr } from "../qr.ts";
import type { Server } from "../server.ts";

export const card = (page: Page): Locator => page.getByRole("region", { name: "Nyckel till det som är bara för mig" });

// Makes the key; gives what stands on the card and what its square says.
export async function makeKey(page: Page): Promise<{ signs: string; link: string }> {
  await page.getByRole("button", { name: "Gör min nyckel" }).click();
  return readCard(page);
}

export async function readCard(page: Page): Promise<{ signs: string; link: string }> {
  await expect(card(page)).toBeVisible();
  const path = await card(page).locator(".qr-code__modules").getAttribute("d");
  const groups = await card(page).locator(".key-card__group").allInnerTexts();
  expect(groups).toHaveLength(8);
  return { signs: groups.join(" "), link: readQr(path!) };
}

export async function typeKey(page: Page, signs: string): Promise<void> {
  await page.getByLabel("Tecknen på kortet").fill(signs);
  await page.getByRole("button", { name: "Öppna", exact: true }).click();
}

// Every byte the server has on disk, and every line it has logged.
export function everythingOf(server: Server): string {
  const files = readdirSync(server.folder).map((name) => readFileSync(path.join(server.folder, name), "latin1"));
  return [...files, ...server.logs].join("\n");
}

// The second press of the way in.
export async function takeIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ja, bara för mig" }).click();
}

// What is said of one tab on the page of the room.
export const ownTab = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
