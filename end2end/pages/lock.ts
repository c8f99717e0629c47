// The lock of this device's copy.
import { expect, type Page } from "@playwright/test";

export const shutTitle = (page: Page) => page.getByRole("heading", { level: 1, name: "Appen är låst" });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

export async function lockPage(page: Page): Promise<void> {
  await page.goto("/installningar");
  await page.getByRole("link", { name: "Lås appen med en kod" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lås appen" })).toBeVisible();
}

// Chooses a code, with whatever answers are named.
export async function lockWith(page: Page, code: string, ...answers: string[]): Promise<void> {
  await lockPage(page);
  for (const answer of answers) await page.getByRole("radio", { name: answer }).check();
  await field(page, "Din kod").fill(code);
  await page.getByRole("button", { name: "Lås med den här koden" }).click();
  await expect(page.getByText("Nu har appen en kod.")).toBeVisible();
}

export async function give(page: Page, code: string): Promise<void> {
  await expect(shutTitle(page)).toBeVisible();
  await field(page, "Din kod").fill(code);
  await page.getByRole("button", { name: "Öppna", exact: true }).click();
}

// Everything that this origin keeps on the device, as text: every row of every database, and the browser's stores.
export async function keptOnDevice(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const rows: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done, failed) => {
        const opening = indexedDB.open(name!);
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => failed(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const all = await new Promise<unknown[]>((done, failed) => {
          const asking = db.transaction(store).objectStore(store).getAll();
          asking.onsuccess = () => done(asking.result);
          asking.onerror = () => failed(asking.error);
        });
        rows.push(...all.map((row) => `${store} ${String(row)}`));
      }
      db.close();
    }
    return rows.join("\n");
  });
}

// The phone shows another app, or this one again. Whoever looks at a page cannot be moved by a browser without a screen.
export async function lookAway(page: Page, away: boolean): Promise<void> {
  await page.evaluate((away) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => away });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (away ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, away);
}
