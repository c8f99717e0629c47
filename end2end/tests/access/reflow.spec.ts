// Nothing is cut off and nothing scrolls sideways: on a 320 px screen, with text twice as large, with both, and with
// the largest text of the settings; nothing that is tapped stays under the bars at the lower edge; and it is large
// enough for an unsteady hand. With the demo's content, and in a pärm with much in it and everything that can wait.
import { type Page } from "@playwright/test";
import { cut, expect, test } from "../../fixtures.ts";
import { keptHere, openTab } from "../../pages/frame.ts";
import { fillWithMuch } from "../../pages/much.ts";
import { makeKey } from "../../pages/room.ts";
import { addSign } from "../../pages/signs.ts";
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

// What does not come out from under the bars when it is brought into view, as the keyboard does: all of it, or a part
// of what is higher than half the screen.
function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const pressed = ":is(header, main, footer) :is(a, button, input, textarea, select, summary)";
    for (const element of document.querySelectorAll<HTMLElement>(pressed)) {
      if (!element.checkVisibility()) continue;
      const target = element.matches("[type=radio], [type=checkbox]") ? (element.closest("label") ?? element) : element;
      target.scrollIntoView({ block: "nearest" });
      const { left, top, bottom, width, height } = target.getBoundingClientRect();
      if (width < 2 || height < 2) continue;
      const hit = (y: number) => document.elementFromPoint(left + width / 2, y);
      const isOut = (over: Element | null) => !!over && (target.contains(over) || over.contains(target));
      const three = [top + 3, (top + bottom) / 2, bottom - 3];
      const isSeen = height > innerHeight / 2
        ? Array.from({ length: 20 }, (_, n) => (innerHeight * n) / 20).some((y) => y > top && y < bottom && isOut(hit(y)))
        : three.every((y) => isOut(hit(y)));
      if (isSeen) continue;
      const over = three.map(hit).find((one) => !isOut(one));
      found.push(`“${element.textContent?.trim().slice(0, 40) || element.id}” under ${over?.tagName.toLowerCase()}.${over?.className}`);
    }
    return found;
  });
}

async function look(page: Page, what: string): Promise<void> {
  expect.soft(await outside(page), what).toEqual([]);
  expect.soft(await covered(page), `${what}: out from under the bars`).toEqual([]);
}

const letters = (page: Page, size: string) =>
  page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), size);

// The page as it stands, in every size.
async function inEverySize(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await look(page, `${what} on 320 px`);
  expect.soft(await small(page), `${what}: large enough to tap`).toEqual([]);
  await letters(page, "200%");
  await look(page, `${what} on 320 px with 200 % text`);
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, `${what} with 200 % text`);
  await letters(page, "");
}

async function check(page: Page, addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await page.goto(address);
    await settled(page);
    await inEverySize(page, address);
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

test("a pärm with much in it, and all that can wait", async ({ owner, staff, binder, shot }) => {
  test.setTimeout(240_000);
  await fillWithMuch(staff, binder);
  await owner.goto("/samtycke");
  await owner.getByRole("button", { name: "Säg nej" }).first().click();
  await expect(owner.getByText(/får inte längre läsa/)).toBeVisible();
  await owner.goto("/kontakter");
  await expect(owner.getByRole("link", { name: /^Ann-Charlotte .* 12/ })).toBeVisible();
  await check(owner, [...await ownerRoutes(owner), CRISIS]);
  await owner.goto("/plan");
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toBeVisible();
  await shot(owner, "mycket-plan");
});

test("with “Ångra” at the lower edge, and without network", async ({ owner, staff, binder, context, server, shot }) => {
  test.setTimeout(120_000);
  await fillWithMuch(staff, binder);
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: /^Ann-Charlotte .* 12/ }).click();
  await cut(context, server);
  await owner.getByRole("radio", { name: "arbetar med mig" }).check();
  await expect(owner.locator(".undo-bar__box")).toContainText("Ändrat: Grupp");
  await keptHere(owner);
  await inEverySize(owner, "a contact that was changed");
  await shot(owner, "mycket-angra");
  await owner.goto("/tecken");
  await owner.getByRole("link", { name: /^Jag vill kunna gå/ }).click();
  await owner.getByRole("button", { name: "Ändra" }).click();
  await owner.getByRole("radio", { name: "Relationer" }).check();
  await expect(owner.locator(".undo-bar__box")).toBeVisible();
  await inEverySize(owner, "a sign that is being changed");
});

test("what is only for her, with a tab of her own", async ({ owner: page, shot }) => {
  test.setTimeout(120_000);
  await openTab(page, "Tidiga tecken");
  await addSign(page, { text: "Jag slutar svara när någon ringer", mine: "Ringer tillbaka nästa dag" });
  await page.goto("/bara-for-mig");
  await makeKey(page);
  // The signs of a key are chance: the widest there can be.
  await page.locator(".key-card__group").evaluateAll((groups) => groups.forEach((group) => (group.textContent = "WMWM")));
  await page.getByRole("button", { name: "Gör Tidiga tecken bara för mig" }).click();
  await inEverySize(page, "asked");
  await page.getByRole("button", { name: "Ja, bara för mig" }).click();
  await page.getByRole("button", { name: "Gör det som redan står där bara för mig" }).click();
  await page.getByRole("button", { name: "Ja, bara för mig" }).click();
  await expect(page.getByRole("button", { name: "Gör det som redan står där bara för mig" })).toHaveCount(0);
  await inEverySize(page, "/bara-for-mig");
  await shot(page, "room-tabs-320");
  await check(page, ["/tecken"]);
  await shot(page, "room-signs-own");
});

test("the question before the pärm is taken away", async ({ owner, shot }) => {
  await owner.goto("/ta-bort");
  await owner.getByRole("button", { name: "Ta bort min pärm" }).click();
  const yes = owner.getByRole("button", { name: "Ja, ta bort pärmen" });
  await expect(yes).toBeVisible();
  await inEverySize(owner, "the question");
  await owner.evaluate(() => document.documentElement.setAttribute("data-text", "larger"));
  await owner.emulateMedia({ colorScheme: "dark" });
  await inEverySize(owner, "the question with the largest text");
  await owner.setViewportSize({ width: 320, height: 640 });
  await yes.scrollIntoViewIfNeeded();
  await shot(owner, "ta-bort-fraga-320-storst");
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
