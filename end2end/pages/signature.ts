// A name drawn on a screen: with a finger where there is one, else with the mouse.
import { expect, type Locator, type Page } from "@playwright/test";

export const field = (page: Page): Locator => page.getByRole("img", { name: /^Ruta att rita i/ });

// A hand's zigzag across the field, and a dot.
export async function sign(page: Page): Promise<void> {
  await field(page).scrollIntoViewIfNeeded();
  const box = (await field(page).boundingBox())!;
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(0.1, 0.7));
  await page.mouse.down();
  for (let step = 1; step <= 24; step += 1) {
    await page.mouse.move(...at(0.1 + step * 0.03, 0.5 + 0.3 * Math.sin(step)));
  }
  await page.mouse.up();
  await page.mouse.move(...at(0.9, 0.3));
  await page.mouse.down();
  await page.mouse.up();
  await expect(field(page)).toHaveAccessibleName("Ruta att rita i. Du har ritat.");
}

// The strokes as they are shown again: each begins with a move.
export const strokes = async (signature: Locator): Promise<number> =>
  ((await signature.locator("path").getAttribute("d")) ?? "").split("M").length - 1;
