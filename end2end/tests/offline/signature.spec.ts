// R26: she puts her name under what holds, on her own phone and without network.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { sign, strokes } from "../../pages/signature.ts";
import { keptHere, sent } from "../../pages/frame.ts";

test("she signs on her phone without network; the receipt shows it at once, and staff when it has arrived", async ({
  owner: page, staff, binder, server, context, shot,
}) => {
  await page.goto("/samtycke/kvitto");
  await expect(page.getByText("Underskrift, om ni vill ha den på papper")).toBeVisible();
  await sent(page);
  await readyOffline(page);
  await cut(context, server);
  await page.getByRole("link", { name: "Skriv under på skärmen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Skriv under" })).toBeVisible();
  await expect(page.getByText(/Anna Berg .+ får läsa och föreslå i Mål och plan\./)).toBeVisible();
  await sign(page);
  await shot(page, "skriv-under");
  await page.getByRole("button", { name: "Skriv under", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kvitto på samtycke" })).toBeVisible();
  const name = page.getByRole("img", { name: "Underskrift av Maja Lind" });
  await expect(name).toBeVisible();
  expect(await strokes(name)).toBe(2);
  await expect(page.locator(".print-sheet")).toContainText(/Maja Lind skrev under i sin telefon .+\./);
  await keptHere(page);
  await page.reload();
  await expect(name).toBeVisible();
  await expect(page.getByText("Underskrift, om ni vill ha den på papper")).toHaveCount(0);

  await mend(context, server);
  await sent(page);
  await expect.poll(async () => JSON.stringify(await staff.sync(binder, []))).toContain("strokes");
  await page.goto("/samtycke?steg=skriv-under");
  await expect(page.getByText("Det finns inget att skriva under.")).toBeVisible();
});
