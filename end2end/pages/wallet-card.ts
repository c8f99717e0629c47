// "Kort till plånboken", as the owner uses it.
import { expect, type Locator, type Page } from "@playwright/test";
import { openTab, write } from "./frame.ts";

export type Side = "Framsidan" | "Baksidan" | "Insidan, till vänster" | "Insidan, till höger";

export const side = (page: Page, name: Side): Locator => page.getByRole("group", { name, exact: true });
export const sides = (page: Page): Locator => page.locator(".wallet-face");
export const code = (page: Page): Locator => page.getByRole("img", { name: "QR-kod till sidan Om jag mår sämre" });

export async function openCard(page: Page): Promise<void> {
  await openTab(page, "Tidiga tecken");
  await page.getByRole("link", { name: "Kort till plånboken" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kort till plånboken" })).toBeVisible();
  await expect(side(page, "Baksidan")).toBeVisible();
}

export async function openChoices(page: Page): Promise<void> {
  await page.getByText("Välj vad som ska stå på kortet").click();
  await expect(page.getByRole("checkbox", { name: "Mitt namn" })).toBeVisible();
}

// One of the two texts first on the sheet, from the sheet and back to it.
export async function writeText(page: Page, title: string, words: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`: ${title}$`) }).click();
  await write(page.getByLabel(title), words);
  await page.getByRole("button", { name: "Klart", exact: true }).click();
  await expect(page.getByRole("button", { name: `Ändra: ${title}` })).toBeVisible();
}

// What reaches below or beside the margins of its side.
export function reachesOut(page: Page): Promise<string[]> {
  return sides(page).evaluateAll((faces) => faces.flatMap((face) => {
    const style = getComputedStyle(face);
    const box = face.getBoundingClientRect();
    // Upside down on paper: the margins are the same above and below.
    const [block, inline] = [Number.parseFloat(style.paddingBottom), Number.parseFloat(style.paddingLeft)];
    return [...face.querySelectorAll("*")].flatMap((part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      return [...range.getClientRects(), part.getBoundingClientRect()]
        .filter(({ top, bottom, left, right }) =>
          top < box.top + block - 2 || bottom > box.bottom - block + 2 || left < box.left + inline - 1 || right > box.right - inline + 1)
        .map(({ top, bottom, left, right }) => {
          const by = [top - box.top - block, left - box.left - inline, box.bottom - block - bottom, box.right - inline - right];
          return `${face.getAttribute("aria-label")} by ${by.map(Math.round).join(" ")}: ${part.textContent?.slice(0, 40)}`;
        });
    });
  }));
}
