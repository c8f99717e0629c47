// Whose frame stands around the page: a coordinator's pages never show the owner's bar or her words, not for a moment.
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { bar, holdApp } from "../../pages/frame.ts";
import { DESK, device, letIn, PHONE, signIn } from "../../people.ts";

// Looks at every frame from the first on, and keeps which of these words could be seen in one.
async function watch(page: Page, words: string[]): Promise<void> {
  await page.context().addInitScript((words) => {
    const seen = new Set<string>();
    Object.assign(window, { seenWords: seen });
    const look = () => {
      for (const one of document.querySelectorAll<HTMLElement>("body :is(a, h1, h2, span)")) {
        const said = one.innerText?.trim();
        if (words.includes(said) && one.checkVisibility({ visibilityProperty: true })) seen.add(said);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, words);
}

const seen = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(window as unknown as { seenWords: Set<string> }).seenWords]);

// The app comes late, as on a slow phone.
const slow = (page: Page) => page.context().route(/\.wasm$/, async (route) => {
  await new Promise((later) => setTimeout(later, 400));
  await route.continue();
});

for (const [what, kind] of [["desk", DESK], ["phone", PHONE]] as const) {
  test(`a coordinator's ${what} shows nobody else's frame while it opens`, async ({ browser, server, demo, shot }) => {
    // Without the worker every page comes over the network, and the app late.
    const page = await device(browser, server, { ...kind, serviceWorkers: "block" });
    await signIn(page, demo.coordinators[0]!);
    const binder = demo.binders[0]!;
    await slow(page);
    await watch(page, ["Om jag mår sämre", "Min pärm", "Hem"]);
    for (const address of ["/samordnare", `/parm?b=${binder.id}`, `/moten?b=${binder.id}`, "/installningar", "/"]) {
      await page.goto(address);
      await expect(page.getByRole("navigation", { name: "Meny" })).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
      expect(await seen(page), address).toEqual([]);
      await expect(bar(page)).toBeHidden();
    }
    await shot(page, `frame-${what}`);
    await page.context().close();
  });

  test(`a coordinator's list on a ${what} opens with its title, where it stays`, async ({ browser, server, demo, shot }) => {
    const page = await device(browser, server, { ...kind, serviceWorkers: "block" });
    await signIn(page, demo.coordinators[0]!);
    const come = await holdApp(page);
    await page.goto("/samordnare", { waitUntil: "commit" });
    const title = page.getByRole("heading", { level: 1, name: "Det här väntar" });
    await expect(title).toBeVisible();
    await expect(bar(page)).toBeHidden();
    await page.evaluate(() => document.fonts.ready);
    await shot(page, `frame-opening-${what}`);
    const before = await title.boundingBox();
    come();
    await expect(page.getByRole("navigation", { name: "Meny" })).toBeVisible();
    expect(await title.boundingBox()).toEqual(before);
    await page.context().close();
  });
}

test("her own phone has her bar, also when the app never comes", async ({ browser, staff, binder, server }) => {
  const page = await device(browser, server, { ...PHONE, serviceWorkers: "block" });
  await letIn(page, staff, binder, server.url);
  await page.context().route(/\.wasm$/, (route) => route.abort());
  await page.goto("/parm?utan-appen");
  await expect(bar(page).getByRole("link", { name: "Om jag mår sämre" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Meny" })).toHaveCount(0);
  await page.context().close();
});
