// Every page through axe, in light and dark, with the demo's content on it; and the frame that every page has.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { DESK, device, letIn, signIn } from "../../people.ts";
import { openTab } from "../../pages/frame.ts";
import { addGoal } from "../../pages/plan.ts";
import { makeKey, ownTab } from "../../pages/room.ts";
import { CRISIS, deskRoutes, ownerRoutes, settled, WITHOUT_WORSE } from "../../routes.ts";

// High enough that the bar at the bottom covers nothing: axe takes what lies under it for too small.
test.use({ viewport: { width: 360, height: 4000 } });

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// What axe finds, one line each: rule, where, and how it may be mended.
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const axe = new AxeBuilder({ page }).withTags(RULES).setLegacyMode();
    const { violations } = await (colorScheme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
    for (const { id, nodes } of violations) {
      for (const node of nodes) found.push(`${colorScheme} ${id} ${node.target.join(" ")}: ${node.failureSummary}`);
    }
  }
  return found;
}

// The frame: one title that says what the page is for, the same in the window, and a language.
async function frame(page: Page, address: string): Promise<string> {
  await expect.soft(page.locator("h1"), address).toHaveCount(1);
  await expect.soft(page.locator("html"), address).toHaveAttribute("lang", "sv");
  await expect.soft(page.getByRole("main"), address).toHaveCount(1);
  const heading = (await page.locator("h1").innerText()).trim();
  expect.soft(heading, address).not.toBe("");
  expect.soft(await page.title(), address).toContain(heading);
  return page.title();
}

test("the owner's pages", async ({ page, demo, staff, server }) => {
  test.setTimeout(240_000);
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  const titles = new Map<string, string>();
  for (const address of [...await ownerRoutes(page), CRISIS]) {
    await page.goto(address);
    await settled(page);
    expect.soft(await faults(page), address).toEqual([]);
    const route = address.split("?")[0]!;
    const title = await frame(page, address);
    // Pages about one thing may be called after it.
    expect.soft(titles.get(title) ?? route, `“${title}” is the title of one page`).toBe(route);
    titles.set(title, route);
    const worse = page.getByRole("link", { name: "Om jag mår sämre" });
    await expect.soft(worse, address).toHaveCount(WITHOUT_WORSE.includes(route) ? 0 : 1);
    if (!WITHOUT_WORSE.includes(route)) await expect.soft(worse, address).toBeVisible();
  }
});

test("what is only for her, with a key and a tab of her own", async ({ owner: page }) => {
  test.setTimeout(120_000);
  await openTab(page, "Mål och plan");
  await addGoal(page, "Jag vill bo själv");
  await page.goto("/bara-for-mig");
  await makeKey(page);
  expect.soft(await faults(page), "the card").toEqual([]);
  await page.getByRole("button", { name: "Gör Mål och plan bara för mig" }).click();
  expect.soft(await faults(page), "asked").toEqual([]);
  await page.getByRole("button", { name: "Ja, bara för mig" }).click();
  await expect(ownTab(page, "Mål och plan")).toContainText("Allt nytt du skriver i Mål och plan är bara för dig.");
  await page.getByRole("button", { name: "Gör det som redan står där bara för mig" }).click();
  await page.getByRole("button", { name: "Ja, bara för mig" }).click();
  await expect(page.getByRole("button", { name: "Gör det som redan står där bara för mig" })).toHaveCount(0);
  expect.soft(await faults(page), "a tab of her own").toEqual([]);
  await page.goto("/plan");
  await settled(page);
  await expect(page.getByText("Bara för mig").first()).toBeVisible();
  expect.soft(await faults(page), "the plan").toEqual([]);
});

test("the coordinator's pages", async ({ browser, demo, server }) => {
  test.setTimeout(240_000);
  const page = await device(browser, server, { ...DESK, viewport: { width: 1280, height: 3000 } });
  await signIn(page, demo.coordinators[0]!);
  for (const address of await deskRoutes(page, demo.binders[0]!.id)) {
    await page.goto(address);
    await settled(page);
    expect.soft(await faults(page), address).toEqual([]);
    await frame(page, address);
  }
  // On her phone the list becomes cards; still a table to whoever hears it.
  await page.setViewportSize({ width: 360, height: 4000 });
  await page.goto("/samordnare");
  await settled(page);
  expect.soft(await faults(page), "the list on a phone").toEqual([]);
  await expect(page.getByRole("table").getByRole("row")).not.toHaveCount(0);
  await page.context().close();
});

test("the pages of nobody in particular, and of a new pärm", async ({ page, staff, binder, server }) => {
  test.setTimeout(120_000);
  const link = (await staff.pairing(binder)).link;
  for (const address of ["/", "/logga-in", "/para", link, "/kontakter", "/samordnare", CRISIS, "/finns-inte"]) {
    await page.goto(address);
    await settled(page);
    expect.soft(await faults(page), address).toEqual([]);
    await frame(page, address);
  }
  await letIn(page, staff, binder, server.url);
  for (const address of ["/", "/ring", "/kontakter", "/tecken", "/plan", "/skattning", "/moten", "/samtycke", "/dela-ut"]) {
    await page.goto(address);
    await settled(page);
    expect.soft(await faults(page), `${address}, empty`).toEqual([]);
  }
});

test("the question before the pärm is taken away", async ({ owner }) => {
  await owner.goto("/ta-bort");
  await owner.getByRole("button", { name: "Ta bort min pärm" }).click();
  await expect(owner.getByRole("button", { name: "Ja, ta bort pärmen" })).toBeVisible();
  expect(await faults(owner)).toEqual([]);
});

test("the related person's pages", async ({ page, demo }) => {
  const { link, code } = demo.shares[0]!;
  await page.goto(link);
  expect.soft(await faults(page), "the question").toEqual([]);
  await frame(page, "the question");
  await page.getByRole("button", { name: "Visa" }).click();
  await expect(page.getByLabel("Kod")).toHaveAttribute("aria-invalid", "true");
  expect.soft(await faults(page), "a wrong code").toEqual([]);
  await page.getByLabel("Kod").fill(code!);
  await page.getByRole("button", { name: "Visa" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Så kan du hjälpa mig" })).toBeVisible();
  expect.soft(await faults(page), "the snapshot").toEqual([]);
  await frame(page, "the snapshot");
  await page.goto("/dela/finns-inte");
  expect.soft(await faults(page), "gone").toEqual([]);
  await frame(page, "gone");
});
