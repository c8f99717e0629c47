// Her "Ja, det stämmer" on the first screen stands on the phone when the next page is there, on a slow phone too.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { send } from "../../pages/coordinator.ts";
import { type Staff, TABS } from "../../staff.ts";

// How many of her sentences she has said yes to, as the server has it.
async function confirmed(staff: Staff, binder: string): Promise<number> {
  const { checkpoints } = await staff.sync(binder, []);
  return JSON.stringify(checkpoints?.find(({ state }) => state.tab === "sharing")).split("confirmed").length - 1;
}

test("her first yes is kept, however soon she goes on", async ({ page, staff }) => {
  const binder = await staff.startBinder("Maja Lind");
  await send(staff, binder, TABS.map((tab) => staff.grant(tab, "suggest")));
  await page.goto((await staff.pairing(binder)).link);
  await page.getByRole("button", { name: "Öppna min pärm" }).click();
  const asked = page.getByRole("heading", { name: "Stämmer det?" });
  await expect(asked).toBeVisible();
  const yes = page.getByRole("button", { name: "Ja, det stämmer" });
  await expect(yes).toBeVisible();
  const phone = await page.context().newCDPSession(page);
  await phone.send("Emulation.setCPUThrottlingRate", { rate: 20 });
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (!document.body.textContent!.includes("Stämmer det?")) location.href = "/hjalp";
    }).observe(document.body, { childList: true, subtree: true });
  });
  await yes.click();
  await expect(page).toHaveURL(/\/hjalp$/);
  await phone.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await expect.poll(() => confirmed(staff, binder), { timeout: 20_000 }).toBe(TABS.length);
});

test("two taps, no network and a way back: she said yes once, and it comes through", async ({ page, context, server, staff, shot }) => {
  const binder = await staff.startBinder("Maja Lind");
  await send(staff, binder, TABS.map((tab) => staff.grant(tab, "suggest")));
  await page.goto((await staff.pairing(binder)).link);
  await page.getByRole("button", { name: "Öppna min pärm" }).click();
  const asked = page.getByRole("heading", { name: "Stämmer det?" });
  const yes = page.getByRole("button", { name: "Ja, det stämmer" });
  await expect(yes).toBeVisible();
  await readyOffline(page);
  await cut(context, server);
  await yes.dblclick();
  await expect(asked).toHaveCount(0);
  await shot(page, "forsta-ja-utan-nat");
  await page.goBack();
  await expect(asked).toBeVisible();
  await shot(page, "forsta-ja-tillbaka");
  await page.getByRole("button", { name: /^(Ja, det stämmer|Fortsätt)$/ }).click();
  await expect(asked).toHaveCount(0);
  await mend(context, server);
  await expect.poll(() => confirmed(staff, binder), { timeout: 30_000 }).toBe(TABS.length);
});
