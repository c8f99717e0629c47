// The pages' code comes in parts, after the first page's. A part that does not come must be said, lose nothing,
// and never stand in the way of the crisis page.
import { expect, pair, readyOffline, test } from "../fixtures.ts";
import { addContact } from "../pages/contacts.ts";
import { openTab, sent } from "../pages/frame.ts";
import { device, PHONE } from "../people.ts";

// The worker would answer in the network's stead.
const WITHOUT_WORKER = { ...PHONE, serviceWorkers: "block" } as const;
const PART = "**/split_binder.wasm";
const waits = "Hämtar sidan …";
const failed = "Sidan kunde inte hämtas";

test("a page that could not be fetched says so, leads to help, and opens when it is asked for again", async ({ browser, server, staff, binder, shot }) => {
  const page = await device(browser, server, WITHOUT_WORKER);
  await page.route(PART, (route) => route.abort());
  await page.goto("/kontakter");
  await expect(page.getByRole("heading", { level: 1, name: failed })).toBeVisible();
  await expect(page.getByText("Det du har skrivit finns kvar.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Om jag mår sämre" })).toBeVisible();
  await shot(page, "page-not-fetched");

  await page.getByRole("button", { name: "Försök igen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: failed })).toBeVisible();
  await page.unroute(PART);
  // Now all of the app is asked for again: the server may have another version of it.
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("button", { name: "Försök igen" }).click(),
  ]);
  await expect(page.getByRole("heading", { level: 1, name: "Kontakter" })).toBeVisible();
  // All of it works then.
  await pair(page, (await staff.pairing(binder)).link);
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Bo Ek" });
  await sent(page);
  await page.context().close();
});

test("it comes by itself when there is a network again", async ({ browser, server }) => {
  const page = await device(browser, server, WITHOUT_WORKER);
  await page.route(PART, (route) => route.abort());
  await page.goto("/para");
  await expect(page.getByRole("heading", { level: 1, name: "Öppna min pärm" })).toBeVisible();
  await page.getByRole("link", { name: "Min pärm" }).click();
  await expect(page.getByRole("heading", { level: 1, name: failed })).toBeVisible();
  await page.unroute(PART);
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  // On a machine that has no network itself the browser does not say so.
  await page.evaluate(() => navigator.onLine || dispatchEvent(new Event("online")));
  await expect(page.getByRole("heading", { level: 1, name: "Min pärm" })).toBeVisible();
  await page.context().close();
});

test("on a slow network it says that the page is on its way", async ({ browser, server, shot }) => {
  const page = await device(browser, server, WITHOUT_WORKER);
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(PART, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/para");
  await expect(page.getByRole("heading", { level: 1, name: "Öppna min pärm" })).toBeVisible();
  await page.getByRole("link", { name: "Min pärm" }).click();
  await expect(page.getByText(waits)).toBeVisible();
  await shot(page, "page-on-its-way");
  go();
  await expect(page.getByRole("heading", { level: 1, name: "Min pärm" })).toBeFocused();
  await expect(page.getByText(waits)).toHaveCount(0);
  await page.context().close();
});

// The browser's own cache would hide what is missing here until it throws it away.
test("the worker keeps every part, also those that nobody has asked for", async ({ owner }) => {
  await readyOffline(owner);
  const parts = await owner.evaluate(async () => {
    const script = [...document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')].at(-1)!.href;
    const names = (await (await fetch(script)).text()).match(/\.\/\w+\.wasm/g) ?? [];
    names.push(document.querySelector<HTMLLinkElement>('link[as="fetch"]')!.href);
    const kept = names.map(async (name) => [name, (await caches.match(new URL(name, script))) !== undefined] as const);
    return Promise.all(kept);
  });
  expect(parts.map(([name]) => name)).toEqual(expect.arrayContaining(["./split_binder.wasm", "./split_desk.wasm"]));
  expect(parts.filter(([, kept]) => !kept)).toEqual([]);
});
