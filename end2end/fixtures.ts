// What every journey starts from: a server of its own, a pärm of its own, a paired phone; and the ways to
// break things.
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
  failOnPageErrors: void;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await Server.make();
      server.demo();
      await server.start();
      await use(server);
      await server.dispose();
    },
    { scope: "worker" },
  ],
  demo: [async ({ server }, use) => use(server.demo()), { scope: "worker" }],
  baseURL: async ({ server }, use) => use(server.url),

  staff: async ({ server, demo }, use) => {
    await server.start(); // a journey before this one may have stopped it
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
  shot: async ({}, use, info) => {
    await use(async (page, name) => {
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
        if (message.type() === "error" && !/ERR_|Failed to load resource/.test(message.text())) errors.push(message.text());
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
  await expect(page.getByRole("heading", { name: "Stämmer det?" })).toBeVisible();
  await page.getByRole("button", { name: /^(Ja, det stämmer|Fortsätt)$/ }).click();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: /Hej Maja/ })).toBeVisible();
}

// The worker has taken over and has everything it needs to open without network.
export async function readyOffline(page: Page): Promise<void> {
  // Not waitForFunction: to it a promise is an answer, and the answer is yes.
  await expect.poll(() => page.evaluate(async () => {
    const names = await caches.keys();
    const shell = names.find((name) => name.startsWith("parmen-shell-"));
    if (!navigator.serviceWorker.controller || !shell) return false;
    const list = await (await fetch("/precache.json")).json();
    return (await (await caches.open(shell)).keys()).length >= list.shells.length + list.assets.length;
  }), { timeout: 30_000 }).toBe(true);
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
