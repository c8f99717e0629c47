import { expect, test } from "../fixtures.ts";
import { propose } from "../pages/coordinator.ts";
import { giveVoices, ALVA } from "../pages/voices.ts";
import { DESK, device, PHONE, signIn } from "../people.ts";
import { uuid7 } from "../staff.ts";
import { pair } from "../fixtures.ts";

test("look", async ({ browser, server, staff, binder, demo, shot }) => {
  test.setTimeout(240_000);
  for (const words of ["Lära mig simma", "Laga mat två dagar i veckan hemma hos mig", "Börja på Fontänhuset"]) {
    await propose(staff, binder, { tab: "plan", entry: uuid7(), kind: "goal", fields: { text: { text: words } } });
  }
  const page = await device(browser, server, PHONE);
  await giveVoices(page.context(), [ALVA]);
  await pair(page, (await staff.pairing(binder)).link);
  const sizes: [string, number, number, string | null][] = [["360", 360, 740, null], ["320", 320, 640, "larger"], ["desk", 1280, 800, null]];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [name, width, height, text] of sizes) {
      await page.setViewportSize({ width, height });
      const go = async (address: string) => {
        await page.goto(address);
        if (text) await page.evaluate((t) => document.documentElement.setAttribute("data-text", t), text);
        await expect(page.locator("h1")).toBeVisible();
        await page.waitForTimeout(900);
      };
      const tag = `zz-${scheme}-${name}`;
      await go("/"); await shot(page, `${tag}-home`);
      await go("/parm"); await shot(page, `${tag}-parm`);
      await go("/plan"); await shot(page, `${tag}-plan`);
      await go("/ta-bort");
      await page.getByRole("button", { name: "Ta bort min pärm" }).click();
      await page.waitForTimeout(300);
      await shot(page, `${tag}-tabort`);
      await go("/samtycke");
    }
  }
  const desk = await device(browser, server, DESK);
  await giveVoices(desk.context(), [ALVA]);
  await signIn(desk, demo.coordinators[0]!);
  const b = demo.binders[0]!.id;
  for (const [name, width, height] of [["desk", 1280, 800], ["phone", 360, 740]] as const) {
    await desk.setViewportSize({ width, height });
    for (const [what, address] of [["list", "/samordnare"], ["parm", `/parm?b=${b}`], ["plan", `/plan?b=${b}`]] as const) {
      await desk.goto(address); await desk.waitForTimeout(900);
      await shot(desk, `zz-staff-${name}-${what}`);
      await desk.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await desk.waitForTimeout(200);
      await shot(desk, `zz-staff-${name}-${what}-end`);
    }
  }
});
