// Påminnelser: off until she chooses, said without saying why, and turned off without network.
import { cut, expect, mend, readyOffline, test as base } from "../fixtures.ts";
import { bar } from "../pages/frame.ts";
import { deliver, PushService, shown, tap } from "../push-service.ts";
import { letIn } from "../people.ts";

const test = base.extend<{ service: PushService }>({
  service: async ({ context, server }, use) => {
    const service = await PushService.start();
    await service.serve(context);
    await context.grantPermissions(["notifications"], { origin: server.url });
    await use(service);
    service.stop();
  },
  owner: async ({ page, staff, binder, server, service }, use) => {
    expect(service.taken).toEqual([]);
    await letIn(page, staff, binder, server.url);
    await use(page);
  },
});

async function toReminders(owner: import("@playwright/test").Page): Promise<void> {
  await owner.goto("/installningar");
  await owner.getByRole("link", { name: "Påminnelser" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Påminnelser" })).toBeVisible();
}

const wishes = async (owner: import("@playwright/test").Page, binder: string) =>
  (await (await owner.request.get(`/api/v1/binders/${binder}/reminders`)).json()).wishes ?? null;

test("what she chooses is kept, and a reminder arrives that tells nobody why", async ({ owner, binder, service, shot }) => {
  await toReminders(owner);
  for (const box of await owner.getByRole("checkbox").all()) await expect(box).not.toBeChecked();
  await expect(owner.getByText("Möte i morgon 13.00")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Visa hur en påminnelse ser ut" })).toBeHidden();
  await shot(owner, "reminders-off");
  await owner.getByRole("checkbox", { name: "Dagen före" }).check();
  await expect(owner.getByRole("status").filter({ hasText: "Sparat. Den här telefonen påminner dig." })).toBeVisible();
  await owner.getByRole("checkbox", { name: "En timme före" }).check();
  await expect.poll(() => wishes(owner, binder)).toEqual({ day_before: true, hour_before: true, rating: false });
  await owner.getByRole("checkbox", { name: "En timme före" }).uncheck();
  await expect.poll(() => wishes(owner, binder)).toEqual({ day_before: true, hour_before: false, rating: false });
  await shot(owner, "reminders-on");

  await owner.getByRole("button", { name: "Visa hur en påminnelse ser ut" }).click();
  await expect(owner.getByText("Nu är den på väg.")).toBeVisible();
  expect(service.taken).toHaveLength(1);
  const [message] = service.taken;
  expect(message!.headers["content-encoding"]).toBe("aes128gcm");
  const asked = await owner.evaluate(() => localStorage.getItem("test.subscribed"));
  expect(String(message!.headers.authorization)).toContain(`k=${asked}`);
  const said = service.open(message!);
  expect(JSON.parse(said)).toMatchObject({ title: "Påminnelse", body: "Så här ser en påminnelse ut" });

  await readyOffline(owner);
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await deliver(owner, said);
  await expect.poll(() => shown(owner)).toEqual([
    { title: "Påminnelse", body: "Så här ser en påminnelse ut", lang: "sv" },
  ]);
  await tap(owner);
  await expect(owner.getByRole("heading", { level: 1, name: "Påminnelser" })).toBeVisible();
  await expect.poll(() => shown(owner)).toEqual([]);
  // It is as she left it.
  await expect(owner.getByRole("checkbox", { name: "Dagen före" })).toBeChecked();
  await expect(owner.getByRole("checkbox", { name: "En timme före" })).not.toBeChecked();
});

test("she turns it off without network, and the server hears of it later", async ({ owner, binder, context, server }) => {
  await toReminders(owner);
  await owner.getByRole("checkbox", { name: "När det går att skatta" }).check();
  await expect.poll(() => wishes(owner, binder)).toEqual({ day_before: false, hour_before: false, rating: true });
  await readyOffline(owner);
  await cut(context, server);
  await owner.getByRole("checkbox", { name: "När det går att skatta" }).uncheck();
  await expect(owner.getByText("Sparat i telefonen. Det gäller när telefonen har haft nät.")).toBeVisible();
  expect(await owner.evaluate(() => localStorage.getItem("test.subscribed")), "nothing arrives any more").toBeNull();
  await mend(context, server);
  await owner.reload();
  await expect.poll(() => wishes(owner, binder), { timeout: 20_000 }).toBeNull();
});

test("an address that the browser has given itself anew is told at the next start", async ({ owner, service, context }) => {
  await toReminders(owner);
  await owner.getByRole("checkbox", { name: "Dagen före" }).check();
  await expect(owner.getByText("Sparat. Den här telefonen påminner dig.")).toBeVisible();
  const other = await PushService.start();
  await other.serve(context);
  const told = owner.waitForRequest((request) => request.method() === "PUT" && request.url().endsWith("/reminders"));
  await owner.reload();
  expect((await told).postDataJSON().endpoint).toMatch(/^http:.*push/);
  await owner.getByRole("button", { name: "Visa hur en påminnelse ser ut" }).click();
  await expect.poll(() => other.taken.length).toBe(1);
  expect(JSON.parse(other.open(other.taken[0]!)).title).toBe("Påminnelse");
  expect(service.taken).toEqual([]);
  other.stop();
});

base("a browser that cannot says so, and everything else works", async ({ page, staff, binder, server }) => {
  await page.addInitScript(() => delete (window as { PushManager?: unknown }).PushManager);
  await letIn(page, staff, binder, server.url);
  await toReminders(page);
  await expect(page.getByText("Den här webbläsaren kan inte påminna dig. Allt annat fungerar som vanligt.")).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});
