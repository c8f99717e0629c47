// The people of the journeys, each on a device of her own: the coordinator at her desk or at a kitchen table, and
// the owner's phone beside it.
import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { type Server } from "./server.ts";
import { type Staff } from "./staff.ts";

export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};
export const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

// What the browser of a device complained about; a request that fails is no fault, going offline makes many.
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/ERR_|Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  return faults;
}

// A device beside the one the test was given.
export async function device(browser: Browser, server: Server, kind: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.url, locale: "sv-SE", timezoneId: "Europe/Stockholm", ...kind,
  });
  return context.newPage();
}

export interface Account {
  username: string;
  password: string;
  name: string;
}

// What stands under a coordinator's list when it has been read; its title is there before the app is.
export const list = (page: Page) => page.getByText("Du ser bara det som var och en har sagt ja till.");

export async function signIn(page: Page, account: Account): Promise<void> {
  await page.goto("/logga-in");
  await page.getByLabel("Användarnamn").fill(account.username);
  await page.getByLabel("Lösenord").fill(account.password);
  await page.getByRole("button", { name: "Logga in" }).click();
  await expect(list(page)).toBeVisible();
}

// Gives this device the owner's session with a code, for journeys that are not about pairing.
export async function letIn(page: Page, staff: Staff, binder: string, origin: string): Promise<void> {
  const { code } = await staff.pairing(binder);
  const answer = await page.request.post("/api/v1/pairings/redeem", { data: { code }, headers: { Origin: origin } });
  expect(answer.status()).toBe(200);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: /^Hej / })).toBeVisible();
}

// Opens one pärm from the coordinator's list; its id tells pärmar of the same name apart.
export async function openBinder(page: Page, name: string, id?: string): Promise<void> {
  await page.goto("/samordnare");
  const row = page.getByRole("link", { name, exact: true });
  await (id ? row.and(page.locator(`[href$="${id}"]`)) : row).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

export const tab = (page: Page, name: string) => page.getByRole("main").getByRole("link", { name, exact: false });

// So many days from now, as a date field takes it.
export function inDays(days: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(Date.now() + days * 86_400_000);
}

// Everything the device has stored, as text.
export async function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const seen: string[] = [];
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const rows = await done(database.transaction(store).objectStore(store).getAll());
        seen.push(JSON.stringify(rows));
        seen.push(JSON.stringify(await done(database.transaction(store).objectStore(store).getAllKeys())));
      }
      database.close();
    }
    return seen.join("\n");
  });
}
