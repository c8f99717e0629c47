// Nothing is cut off and nothing scrolls sideways: on a 320 px screen, with text twice as large, and with the largest
// text of the settings; and what is tapped is large enough for an unsteady hand.
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { device, letIn, PHONE, signIn } from "../../people.ts";
import { CRISIS, deskRoutes, ownerRoutes, settled } from "../../routes.ts";

// What reaches outside the screen, or is cut off inside its own box.
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width === 0 || box.height === 0 || style.visibility === "hidden") continue;
      const name = `${element.tagName.toLowerCase()}.${element.className} “${element.textContent?.trim().slice(0, 40)}”`;
      const hiddenOnPurpose = box.width <= 1 || box.bottom < 0 || element.closest("[hidden], .skip-link, svg, .sr-only");
      if (hiddenOnPurpose) continue;
      const scrolls = element.closest("[class*=scroll], .curve");
      if ((box.right > wide + 1 || box.left < -1) && !scrolls) found.push(`outside: ${name}`);
      const clips = ["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
      if (clips && own) found.push(`cut off: ${name}`);
    }
    return found;
  });
}

// Buttons, fields and rows that are lower than 44 px; links within a sentence are left out (WCAG 2.5.8).
function small(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const tapped = "button, a.button, summary, select, textarea, nav a, a.row-link, label:has(input[type=radio], input[type=checkbox])," +
      "input:not([type=radio]):not([type=checkbox])";
    for (const element of document.querySelectorAll<HTMLElement>(tapped)) {
      if (!element.checkVisibility()) continue;
      const { width, height } = element.getBoundingClientRect();
      if (height < 44 || width < 44) {
        found.push(`${element.tagName.toLowerCase()}.${element.className} ${Math.round(width)}×${Math.round(height)} “${element.textContent?.trim().slice(0, 30)}”`);
      }
    }
    return found;
  });
}

async function check(page: Page, addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(address);
    await settled(page);
    expect.soft(await outside(page), `${address} on 320 px`).toEqual([]);
    expect.soft(await small(page), `${address}: large enough to tap`).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect.soft(await outside(page), `${address} with 200 % text`).toEqual([]);
  }
}

test("the owner's pages", async ({ page, demo, staff, server }) => {
  test.setTimeout(180_000);
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await check(page, [...await ownerRoutes(page), CRISIS]);
});

test("the coordinator's pages on a phone", async ({ browser, demo, server }) => {
  test.setTimeout(180_000);
  const page = await device(browser, server, PHONE);
  await signIn(page, demo.coordinators[0]!);
  await check(page, await deskRoutes(page, demo.binders[0]!.id));
  await page.context().close();
});

test("the related person's page", async ({ page, demo }) => {
  const { link, code } = demo.shares[0]!;
  await check(page, [link, "/dela/finns-inte"]);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(link);
  await page.getByLabel("Kod").fill(code!);
  await page.getByRole("button", { name: "Visa" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Så kan du hjälpa mig" })).toBeVisible();
  expect(await outside(page)).toEqual([]);
});

test("the largest text stays chosen, also on the crisis page", async ({ page, demo, staff, server, shot }) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await page.goto("/installningar");
  const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  const before = Number.parseFloat(await size());
  await page.getByRole("radio", { name: "Störst" }).check();
  await expect.poll(async () => Number.parseFloat(await size())).toBeGreaterThan(before * 1.3);
  await page.goto("/");
  await settled(page);
  expect(Number.parseFloat(await size())).toBeGreaterThan(before * 1.3);
  expect(await outside(page)).toEqual([]);
  await shot(page, "storst-text-hem");
  await page.goto("/tecken");
  await settled(page);
  await shot(page, "storst-text-tecken");
});
