// What every journey starts from: a server where nobody has been but the demo's people, a pärm of its own, a paired
// phone; and the ways to break things.
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import path from "node:path";
import { type Demo, Server } from "./server.ts";
import { Staff } from "./staff.ts";

interface WorkerFixtures {
  server: Server;
  demo: Demo;
}

interface TestFixtures {
  staff: Staff; // the first demo coordinator, through the API
  binder: string; // a new pärm with consent for her in five tabs
  owner: Page; // the owner's paired phone, on its home screen
  shot: (page: Page, name: string) => Promise<void>;
  untouched: void;
  failOnPageErrors: void;
}

// The browser's words, and what the loader of the app's later parts says when the network goes while it fetches one:
// the page asks for it again when it is needed.
const FAILED_REQUEST = /ERR_|Failed to load resource|^TypeError: Failed to fetch\s+at \S+__wasm_split\.js/;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await Server.make();
      await use(server);
      await server.dispose();
    },
    { scope: "worker" },
  ],
  demo: [
    async ({ server }, use) => {
      const demo = server.demo();
      server.keep();
      await use(demo);
    },
    { scope: "worker" },
  ],
  // What one journey leaves behind, the next one does not carry: a coordinator's device fetches all her pärmar.
  untouched: [
    async ({ server, demo: _ }, use) => {
      await server.renew();
      await use();
    },
    { auto: true },
  ],
  baseURL: async ({ server }, use) => use(server.url),

  staff: async ({ server, demo, untouched: _ }, use) => {
    const staff = new Staff(server.url);
    const [anna] = demo.coordinators;
    await staff.signIn(anna!.username, anna!.password);
    await use(staff);
  },
  binder: async ({ staff }, use) => use(await staff.newBinder("Maja Lind")),
  owner: async ({ page, staff, binder }, use) => {
    await pair(page, (await staff.pairing(binder)).link);
    await use(page);
  },
  // Pictures to look at, where somebody means to look: PARMEN_SCREENSHOTS=1.
  shot: async ({}, use, info) => {
    await use(async (page, name) => {
      if (!process.env.PARMEN_SCREENSHOTS) return;
      const file = path.join(import.meta.dirname, "../target/screenshots", info.project.name, `${name}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
    });
  },
  failOnPageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        // Requests that fail are what offline journeys are about; everything else is a fault.
        if (message.type() === "error" && !FAILED_REQUEST.test(message.text())) errors.push(message.text());
      });
      await use();
      expect(errors, "errors on the page").toEqual([]);
    },
    { auto: true },
  ],
});

// Pairs a phone by the link and says yes to the recorded consent.
export async function pair(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "Öppna min pärm" }).click();
  await saysYes(page, /^(Ja, det stämmer|Fortsätt)$/);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: /Hej Maja/ })).toBeVisible();
}

// Her answer on the first screen; it stands on her phone when the next page is there.
export async function saysYes(page: Page, yes: string | RegExp = "Ja, det stämmer"): Promise<void> {
  await expect(page.getByRole("heading", { name: "Stämmer det?" })).toBeVisible();
  await page.getByRole("button", { name: yes }).click();
  await expect(page.getByRole("heading", { name: "Stämmer det?" })).toHaveCount(0);
}

// The app opens without network, and every pärm of whoever uses this device has been fetched to it.
export async function readyOffline(page: Page): Promise<void> {
  await opensOffline(page);
  await expect.poll(() => unfetched(page), { timeout: 30_000, message: "not fetched to this device" }).toEqual([]);
}

// The worker has taken over and has everything it needs to open without network.
export async function opensOffline(page: Page): Promise<void> {
  // Not waitForFunction: to it a promise is an answer, and the answer is yes.
  await expect.poll(() => page.evaluate(async () => {
    const names = await caches.keys();
    const shell = names.find((name) => name.startsWith("parmen-shell-"));
    if (!navigator.serviceWorker.controller || !shell) return false;
    const list = await (await fetch("/precache.json")).json();
    return (await (await caches.open(shell)).keys()).length >= list.shells.length + list.assets.length;
  }), { timeout: 30_000 }).toBe(true);
}

// Those of her list that are not on this device; nobody's if it is locked, since then the list cannot be read.
function unfetched(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    if (!(await indexedDB.databases()).some(({ name }) => name === "parmen")) return [];
    const database = await done(indexedDB.open("parmen"));
    const rows = database.transaction("meta").objectStore("meta");
    const [keys, me] = await Promise.all([done(rows.getAllKeys()), done<string | undefined>(rows.get("me"))]);
    database.close();
    const binders: { id: string }[] = me?.startsWith("{") ? JSON.parse(me).binders : [];
    return binders.map(({ id }) => id).filter((id) => !keys.some((key) => String(key).endsWith(`/${id}`)));
  });
}

// Network gone *and* server stopped.
export async function cut(context: BrowserContext, server: Server): Promise<void> {
  await context.setOffline(true);
  await server.kill();
}

export async function mend(context: BrowserContext, server: Server): Promise<void> {
  await server.start();
  await context.setOffline(false);
}

export { expect };
