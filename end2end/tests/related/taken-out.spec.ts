// Removing a name revokes (design §2): whoever is taken out of her early signs keeps no copy of them.
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { device, PHONE } from "../../people.ts";
import { handOver, read, row, twoNamed, who } from "../../pages/copies.ts";
import { openTab, sent } from "../../pages/frame.ts";

const shut = (page: Page) => page.getByText("Kopian till Eva stängs.");

async function takeOutEva(owner: Page): Promise<void> {
  await openTab(owner, "Tidiga tecken");
  await owner.getByRole("link", { name: /Jag sover inte/ }).click();
  await owner.getByRole("button", { name: "Ändra", exact: true }).click();
  await owner.getByRole("button", { name: /^Ta bort.*Ring mig på kvällen/ }).click();
  await expect(owner.getByText("Raden är borttagen.")).toBeVisible();
  await owner.getByRole("button", { name: "Klart" }).click();
  await expect(shut(owner), "what she has just removed can still be taken back").toHaveCount(0);
}

test("whoever is taken out of the plan loses the copy, also without network", async ({
  owner, browser, server, context, shot,
}) => {
  await twoNamed(owner);
  const link = await handOver(owner, "Eva");
  const reader = await device(browser, server, { ...PHONE, javaScriptEnabled: false });
  expect(await read(reader, link)).toContain("Ring mig på kvällen");

  // Without network: it is said, and waits with what she removed.
  await readyOffline(owner);
  await cut(context, server);
  await takeOutEva(owner);
  await openTab(owner, "Tidiga tecken");
  await expect(shut(owner)).toBeVisible();
  await shot(owner, "kopior-stangd");
  await owner.goto("/samtycke");
  const copy = owner.getByRole("listitem").filter({ hasText: "Eva Lind" });
  await expect(copy).toContainText("Stängs när telefonen får nät.");
  await mend(context, server);
  await sent(owner);
  await expect(copy).toContainText("Avslutad. Länken öppnar inte längre.");
  expect((await reader.goto(link))?.status()).toBe(410);
  await reader.context().close();
});

test("she changes her mind, and the same link opens again and stays", async ({ owner, browser, server }) => {
  await twoNamed(owner);
  const [toEva, toSara] = [await handOver(owner, "Eva"), await handOver(owner, "Sara")];
  await takeOutEva(owner);
  await owner.goto("/");
  await expect(shut(owner)).toBeVisible();
  await sent(owner);
  const reader = await device(browser, server, { ...PHONE, javaScriptEnabled: false });
  expect((await reader.goto(toEva))!.status()).toBe(410);
  expect(await read(reader, toSara), "hers alone is shut").toContain("Ta med mig ut");

  await owner.getByRole("button", { name: "Ångra" }).click();
  await openTab(owner, "Tidiga tecken");
  await who(owner).click();
  await expect(row(owner, "Eva Lind")).toContainText("Har en äldre");
  await owner.waitForTimeout(2_000);
  await expect(shut(owner), "asked once").toHaveCount(0);
  await sent(owner);
  expect((await reader.goto(toEva))!.status()).toBe(200);
  await reader.context().close();
});
