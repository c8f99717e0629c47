// A coordinator's copy: locked by a code of hers, by the end of her session and by time; and never a word lost.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { nameField } from "../../pages/contacts.ts";
import { give, keptOnDevice, lockWith, shutTitle } from "../../pages/lock.ts";
import { entries } from "../../pages/log.ts";
import { device, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { Server } from "../../server.ts";

const CODE = "471147";
const DAY = 24 * 60 * 60 * 1000;

const list = (page: Page) => page.getByRole("heading", { level: 1, name: "Det här väntar" });

async function suggest(page: Page, name: string, binder: string): Promise<void> {
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await nameField(page).fill(name);
  await page.getByRole("button", { name: "Skicka förslag" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Förslaget är sparat." })).toBeVisible();
}

async function formOf(page: Page, { username, password }: { username: string; password: string }): Promise<void> {
  await page.getByLabel("Användarnamn").fill(username);
  await page.getByLabel("Lösenord").fill(password);
  await page.getByRole("button", { name: "Logga in", exact: true }).click();
}

test("a code of hers keeps her copy sealed, opens it without network, and a sign-in is the way round it", async ({ page, demo, server, shot }) => {
  const anna = demo.coordinators[0]!;
  await signIn(page, anna);
  await expect(list(page)).toBeVisible();
  await lockWith(page, CODE);
  await shot(page, "lock-staff");
  expect(await keptOnDevice(page)).not.toMatch(/Maja|owner_name/);
  await readyOffline(page);
  await cut(page.context(), server);
  await page.getByRole("button", { name: "Lås nu" }).click();
  await expect(shutTitle(page)).toBeVisible();
  await shot(page, "lock-staff-shut");
  await page.goto("/samordnare");
  await give(page, CODE);
  await expect(list(page)).toBeVisible();
  await mend(page.context(), server);
  await page.goto("/las-appen");
  await page.getByRole("button", { name: "Lås nu" }).click();
  await page.getByRole("button", { name: "Jag har glömt koden" }).click();
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await formOf(page, anna);
  await expect(list(page)).toBeVisible();
});

test("the end of her session locks her copy, without network too, and clears nothing", async ({ page, demo, server, staff, binder, shot }) => {
  const anna = demo.coordinators[0]!;
  await signIn(page, anna);
  await openBinder(page, "Maja Lind", binder);
  await readyOffline(page);
  await cut(page.context(), server);
  await suggest(page, "Karin Ros", binder);
  await page.context().clearCookies();
  await mend(page.context(), server);
  await page.goto("/samordnare");
  await expect(shutTitle(page)).toBeVisible();
  await shot(page, "lock-ended");
  await cut(page.context(), server);
  await page.goto(`/kontakter?b=${binder}`);
  await expect(shutTitle(page)).toBeVisible();
  await expect(page.locator("body")).not.toContainText(/Maja|Karin/);
  await mend(page.context(), server);
  expect(await entries(staff, binder, "contacts")).toEqual([]);
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await expect(page.getByText("Du är utloggad. Allt du har skrivit finns kvar här.")).toBeVisible();
  await formOf(page, anna);
  await expect(list(page)).toBeVisible();
  await expect.poll(async () => (await entries(staff, binder, "contacts")).length).toBe(1);
});

test("without network she locks instead of signing out, and what waits is sent all the same", async ({ page, demo, server, staff, binder, shot }) => {
  const anna = demo.coordinators[0]!;
  await signIn(page, anna);
  await openBinder(page, "Maja Lind", binder);
  await readyOffline(page);
  await cut(page.context(), server);
  await suggest(page, "Karin Ros", binder);
  await page.goto("/installningar");
  await page.getByRole("button", { name: "Logga ut" }).click();
  await expect(page.getByText("Något är inte skickat än. Du kan låsa appen nu.")).toBeVisible();
  await shot(page, "lock-instead");
  await page.getByRole("button", { name: "Lås appen", exact: true }).click();
  await expect(shutTitle(page)).toBeVisible();
  await page.reload();
  await expect(shutTitle(page)).toBeVisible();
  await mend(page.context(), server);
  await page.reload();
  await expect.poll(async () => (await entries(staff, binder, "contacts")).length).toBe(1);
  await expect(shutTitle(page)).toBeVisible();
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await formOf(page, anna);
  await expect(list(page)).toBeVisible();
});

test("seven days without contact leave nothing of the pärmar on her device but what she has not sent", async ({ page, demo, server, staff, binder }) => {
  const anna = demo.coordinators[0]!;
  await signIn(page, anna);
  await openBinder(page, "Maja Lind", binder);
  await readyOffline(page);
  await cut(page.context(), server);
  await suggest(page, "Karin Ros", binder);
  const now = Date.now();
  await page.clock.setFixedTime(now + 7 * DAY - 60_000);
  await page.goto("/samordnare");
  await expect(list(page)).toBeVisible();
  await page.clock.setFixedTime(now + 7 * DAY + 60_000);
  await page.goto("/samordnare");
  await expect(shutTitle(page)).toBeVisible();
  const kept = await keptOnDevice(page);
  expect(kept).not.toContain("Maja");
  expect(kept).toContain("Karin Ros");
  await page.clock.setFixedTime(now);
  await mend(page.context(), server);
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await formOf(page, anna);
  await expect(list(page)).toBeVisible();
  await expect.poll(async () => (await entries(staff, binder, "contacts")).length).toBe(1);
});

test("where the organisation wants it, a code comes first, and nothing is fetched before it", async ({ browser, shot }) => {
  const server = await Server.make();
  server.env.PARMEN_STAFF_LOCK = "required";
  const demo = server.demo();
  await server.start();
  const page = await device(browser, server, PHONE);
  await page.goto("/logga-in");
  await formOf(page, demo.coordinators[0]!);
  const title = page.getByRole("heading", { level: 1, name: "Välj en kod för den här enheten" });
  await expect(title).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await shot(page, "lock-demanded");
  await page.goto(`/kontakter?b=${demo.binders[0]!.id}`);
  await expect(title).toBeVisible();
  // Time enough to fetch all of it, if it were let.
  await page.reload();
  await expect(title).toBeVisible();
  expect(await keptOnDevice(page)).not.toContain("Boendestödjare");
  await page.getByLabel("Din kod").fill(CODE);
  await page.getByRole("button", { name: "Lås med den här koden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kontakter" })).toBeVisible();
  await expect(page.getByText("Boendestödjare").first()).toBeVisible();
  expect(await keptOnDevice(page)).not.toMatch(/Boendestödjare|owner_name/);
  // Without the code again: it is asked for anew.
  await page.goto("/las-appen");
  await page.getByLabel("Koden", { exact: true }).fill(CODE);
  await page.getByRole("button", { name: "Ta bort låset" }).click();
  await expect(title).toBeVisible();
  await page.context().close();
  await server.dispose();
});
