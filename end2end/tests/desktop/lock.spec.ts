// A coordinator's copy: locked by a code of hers, by the end of her session and by time; and never a word lost.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { authenticator } from "../../pages/authenticator.ts";
import { nameField } from "../../pages/contacts.ts";
import { give, keptOnDevice, lockWith, shutTitle } from "../../pages/lock.ts";
import { entries } from "../../pages/log.ts";
import { device, list, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { Server } from "../../server.ts";

const CODE = "471147";
const DAY = 24 * 60 * 60 * 1000;

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

test("a code of hers keeps her copy sealed, opens it without network, and a forgotten one costs no word of hers", async ({ page, demo, server, staff, binder, shot }) => {
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
  await suggest(page, "Karin Ros", binder);
  await page.goto("/las-appen");
  await page.getByRole("button", { name: "Lås nu" }).click();
  await mend(page.context(), server);
  await page.getByRole("button", { name: "Jag har glömt koden" }).click();
  await expect(page.getByText("Sedan kan du börja om utan koden.")).toBeVisible();
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await formOf(page, anna);
  await expect(shutTitle(page)).toBeVisible();
  await shot(page, "lock-staff-without-code");
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("button", { name: "Börja om utan koden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lås appen" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Lås med den här koden" })).toBeVisible();
  await expect.poll(async () => (await entries(staff, binder, "contacts")).length).toBe(1);
  await page.goto("/samordnare");
  await expect(list(page)).toBeVisible();
});

test("when her session is over the code alone opens nothing: she signs in, and then gives it", async ({ page, demo, server, staff, binder, shot }) => {
  const anna = demo.coordinators[0]!;
  await signIn(page, anna);
  await lockWith(page, CODE);
  await openBinder(page, "Maja Lind", binder);
  await readyOffline(page);
  await cut(page.context(), server);
  await suggest(page, "Karin Ros", binder);
  await page.context().clearCookies();
  await mend(page.context(), server); // it finds out by itself
  const ended = page.getByText("Logga in på nytt för att läsa och skriva.");
  await expect(ended).toBeVisible();
  await shot(page, "lock-staff-ended");
  await expect.poll(() => keptOnDevice(page)).not.toMatch(/"part":"[^"]+","heard"/);
  expect(await keptOnDevice(page)).not.toMatch(/parmen\.visit|Maja|Karin/);
  await cut(page.context(), server);
  await page.goto(`/kontakter?b=${binder}`);
  await expect(ended).toBeVisible();
  await expect(page.getByLabel("Din kod")).toHaveCount(0);
  await mend(page.context(), server);
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await formOf(page, anna);
  await give(page, CODE);
  await expect(list(page)).toBeVisible();
  await expect.poll(async () => (await entries(staff, binder, "contacts")).length).toBe(1);
});

test("a finger opens her copy while the session lives, and needs a sign-in after it as the code does", async ({ page, demo, server }) => {
  const key = await authenticator(page, { prf: true });
  const anna = demo.coordinators[0]!;
  await signIn(page, anna);
  await lockWith(page, CODE);
  await page.getByRole("button", { name: "Öppna så också" }).click();
  await expect(page.getByText("Nu kan du öppna appen så.")).toBeVisible();
  expect((await key.keys()).map(({ rpId }) => rpId)).toEqual(["localhost"]);
  await readyOffline(page);
  await cut(page.context(), server);
  await page.getByRole("button", { name: "Lås nu" }).click();
  await expect(shutTitle(page)).toBeVisible();
  await page.getByRole("button", { name: "Öppna med finger, ansikte eller telefonens kod" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lås appen" })).toBeVisible();
  await page.context().clearCookies();
  await mend(page.context(), server); // it finds out by itself
  await page.getByRole("link", { name: "Logga in på nytt" }).click();
  await formOf(page, anna);
  await page.getByRole("button", { name: "Öppna med finger, ansikte eller telefonens kod" }).click();
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
  await mend(page.context(), server); // it finds out by itself
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
  await page.goto("about:blank"); // a clock that is put into a page says 1970 before it is set
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
