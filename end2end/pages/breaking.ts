// Ways in which a phone loses what it keeps.
import { expect, type BrowserContext, type Page } from "@playwright/test";
import { cut } from "../fixtures.ts";
import type { Server } from "../server.ts";

// The database goes, from a page of the same origin that does not use it.
export async function wipeDatabase(page: Page): Promise<void> {
  await page.goto("/om-jag-mar-samre");
  const client = await page.context().newCDPSession(page);
  await client.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: "indexeddb" });
  await client.detach();
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
}

// The app itself is missing from what the worker keeps.
export async function deleteWasm(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) if (request.url.endsWith(".wasm")) await cache.delete(request);
    }
  });
}

// The personal page in the worker's cache says this.
export async function crisisPageSays(page: Page, words: string): Promise<void> {
  await expect.poll(() => page.evaluate(async () => {
    const kept = await caches.match("/om-jag-mar-samre", { cacheName: "parmen-personal" });
    return kept ? kept.text() : "";
  })).toContain(words);
}

// The phone loses its network; the server goes on for everybody else. It is stopped in between, since an open
// stream outlives the browser's own way of being offline.
export async function loseNetwork(context: BrowserContext, server: Server): Promise<void> {
  await cut(context, server);
  await server.start();
}
