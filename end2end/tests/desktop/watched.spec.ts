// Koll på din pärm: who has looked, also without network; and ending a phone that is lost.
import { cut, expect, mend, pair, readyOffline, test } from "../../fixtures.ts";
import { device, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { Staff, uuid7 } from "../../staff.ts";

test("what the coordinator reads and writes is in the list, and stays there without network", async ({
  owner, context, browser, server, demo, binder, shot,
}) => {
  await owner.goto("/samtycke");
  const desk = await device(browser, server, PHONE);
  await signIn(desk, demo.coordinators[0]!);
  await openBinder(desk, "Maja Lind", binder);
  await tab(desk, "Kontakter").click();
  await expect(desk.getByRole("heading", { level: 1, name: "Kontakter" })).toBeVisible();

  const read = owner.getByRole("listitem").filter({ hasText: /^Anna .+ läste Kontakter\./ });
  await expect(async () => {
    await owner.goto("/samtycke");
    await owner.getByRole("link", { name: "Vem har tittat?" }).click();
    await expect(read).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(owner.getByRole("heading", { level: 1, name: "Vem har tittat?" })).toBeVisible();
  await shot(owner, "vem-har-tittat");

  await readyOffline(owner);
  await cut(context, server);
  await owner.goto("/vem-har-tittat");
  await expect(read).toBeVisible();
  await expect(owner.getByText(/^Så var det .+ Det nya syns när telefonen har nät\.$/)).toBeVisible();
  await mend(context, server);
  await owner.reload();
  await expect(owner.getByText(/^Så var det/)).toHaveCount(0);
  await expect(read).toBeVisible();
});

test("the same in a row is told once, another year is said, and what was read without network", async ({ owner }) => {
  const now = Date.UTC(2026, 10, 24, 12);
  const day = 24 * 60 * 60_000;
  const anna = {
    person: "01930000-0000-7000-8000-0000000000aa", name: "Anna Berg", role: "coordinator", organization: "Öster",
  };
  const read = (at: number, heard_at?: number) => ({ ...anna, action: "opened", tabs: ["plan"], at, heard_at });
  const lines = [read(now), read(now - 60_000), read(now - 2 * day, now - 120_000), read(now - 700 * day)];
  await owner.route("**/audit*", (route) => route.fulfill({ json: { lines } }));
  await owner.goto("/vem-har-tittat");
  const today = owner.getByRole("listitem").filter({ hasText: "Anna Berg (Öster) läste Mål och plan." });
  await expect(today.nth(0)).toContainText("2 gånger, senast kl. 13.00");
  await expect(today.nth(1)).toContainText(/22 november( 2026)? 13\.00, utan nät/);
  await expect(owner.getByRole("heading", { level: 2, name: "Tisdag 24 december 2024" })).toBeVisible();
});

test("somebody who tried and was not let in is in the list", async ({ owner, server, demo, binder }) => {
  const johan = new Staff(server.url);
  await johan.signIn(demo.coordinators[1]!.username, demo.coordinators[1]!.password);
  await johan.sync(binder).catch(() => undefined);
  await owner.goto("/vem-har-tittat");
  await expect(owner.getByText(/^Johan .+ försökte öppna din pärm och släpptes inte in\.$/)).toBeVisible();
});

test("a phone that is lost is ended from the other, and this one goes on", async ({
  owner, browser, server, staff, binder, shot,
}) => {
  await owner.goto("/tecken");
  await owner.getByRole("link", { name: "Skriv ett tecken" }).click();
  await owner.getByLabel("Vad brukar hända?").fill("Jag slutar svara");
  await owner.getByLabel("Vad brukar hända?").blur();
  const lost = await device(browser, server, PHONE);
  await pair(lost, (await staff.pairing(binder)).link);
  await expect.poll(async () => {
    await lost.goto("/om-jag-mar-samre");
    return lost.getByText("Jag slutar svara").count();
  }).toBe(1);
  await lost.goto("/");
  await owner.goto("/samtycke");
  await owner.getByRole("link", { name: "Mina telefoner" }).click();
  const other = owner.getByRole("listitem").filter({ hasText: "En annan telefon" });
  await expect(owner.getByRole("listitem").filter({ hasText: "Den här telefonen" }).getByRole("button")).toHaveCount(0);
  await other.getByRole("button", { name: "Koppla bort" }).click();
  await shot(owner, "telefoner");
  await other.getByRole("button", { name: "Nej, låt vara" }).click();
  await other.getByRole("button", { name: "Koppla bort" }).click();
  await other.getByRole("button", { name: "Ja, koppla bort" }).click();
  await expect(owner.getByText("Telefonen är bortkopplad.")).toBeVisible();
  await expect(other).toHaveCount(0);
  // The lost one keeps nothing of hers, and the general crisis page in place of her own.
  await expect(lost.getByText("Den här telefonen är bortkopplad")).toBeVisible();
  await lost.goto("/om-jag-mar-samre");
  await expect(lost.getByRole("link", { name: /1177/ })).toBeVisible();
  await expect(lost.getByText("Jag slutar svara")).toHaveCount(0);
  expect((await lost.request.get("/api/v1/me")).status()).toBe(401);
  expect((await owner.request.get("/api/v1/me")).status()).toBe(200);
});

test("without network nothing is guessed about the phones", async ({ owner, context, server }) => {
  await readyOffline(owner);
  await cut(context, server);
  await owner.goto("/telefoner");
  await expect(owner.getByText("Listan syns när telefonen har nät.")).toBeVisible();
  await mend(context, server);
});

test("a new phone is told of on the one she has, once", async ({ owner, browser, server, staff, binder, shot }) => {
  const asks = owner.getByText(/^En ny telefon öppnar din pärm sedan .+ Är den din\?$/);
  await expect(asks).toHaveCount(0);
  const second = await device(browser, server, PHONE);
  await pair(second, (await staff.pairing(binder)).link);
  await expect(asks).toBeVisible();
  await shot(owner, "hem-ny-telefon");
  await owner.getByRole("button", { name: "Ja, den är min" }).click();
  await expect(asks).toHaveCount(0);
  await owner.reload();
  await expect(owner.getByRole("heading", { level: 1, name: /Hej Maja/ })).toBeVisible();
  await expect(asks).toHaveCount(0);
  await expect(second.getByText(/^En ny telefon/)).toHaveCount(0);
});

test("words of other tabs that a meeting's page shows are read there", async ({ owner, browser, server, demo, staff, binder }) => {
  const meeting = await bookByCoordinator(staff, binder, { days: 0, status: "open" });
  await writeTogether(staff, binder, meeting, {
    tab: "contacts", entry: uuid7(), kind: "contact", fields: { name: { text: "Doktor Hedda" } },
  });
  const desk = await device(browser, server, PHONE);
  await signIn(desk, demo.coordinators[0]!);
  await desk.goto(`/moten/ett?b=${binder}&id=${meeting}`);
  await expect(desk.getByRole("link", { name: /Kontakt.*Doktor Hedda/ })).toBeVisible();
  await expect(async () => {
    await owner.goto("/vem-har-tittat");
    await expect(owner.getByRole("listitem").filter({ hasText: /läste .*Kontakter/ })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await desk.context().close();
});
