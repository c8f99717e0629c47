// R26: the receipt for each organisation, on screen and on paper, made on her phone without network.
import { cut, expect, readyOffline, test } from "../../fixtures.ts";
import { letIn } from "../../people.ts";
import { sent } from "../../pages/frame.ts";
import { readPdf } from "../../pages/pdf.ts";

test("a paper for each organisation says what, how, until when, whom to ask and how it is taken back", async ({
  page, demo, staff, server, context, shot,
}) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await page.goto("/samtycke");
  await expect(page.getByText(/Anna Berg .+ får läsa och föreslå i Mål och plan/).first()).toBeVisible({ timeout: 30_000 });
  await sent(page);
  await readyOffline(page);
  await cut(context, server);
  await page.goto("/samtycke");
  await page.getByRole("link", { name: /Kvitto på samtycke/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kvitto på samtycke" })).toBeVisible();
  const sheets = page.locator(".print-sheet");
  const anna = sheets.filter({ has: page.getByRole("heading", { name: `Samtycke: ${staff.me.organization}` }) });
  await expect(anna).toHaveCount(1);
  await expect(anna).toContainText(/Anna Berg .+ får läsa och föreslå i Mål och plan/);
  await expect(anna).toContainText(/Maja L\. sa ja (på papper|muntligt|i sin telefon)/);
  await expect(anna).toContainText("Öppna Samtycke i pärmen och tryck på Säg nej.");
  await expect(anna).toContainText("Den som har frågor kan vända sig till");
  await expect(anna.getByRole("heading", { name: "Underskrift, om ni vill ha den på papper" })).toBeVisible();
  expect(await sheets.count(), "one for each organisation").toBeGreaterThan(1);
  // What one organisation gets names nobody of another.
  await expect(sheets.filter({ hasText: "Anna Berg" })).toHaveCount(1);
  await shot(page, "kvitto");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Skriv ut" })).toBeHidden();
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(readPdf(pdf).papers, "each organisation on a paper of its own").toBe(await sheets.count());
});

test("a spoken yes is said to be weaker, and her own yes on the screen is not", async ({ owner, shot }) => {
  await owner.goto("/samtycke/kvitto");
  const sheet = owner.locator(".print-sheet");
  await expect(sheet).toContainText("Ett muntligt ja är svagare än ett skrivet.");
  await expect(sheet).toContainText("har sedan svarat ja på ”Stämmer det?”");
  await owner.goto("/samtycke?steg=ge");
  for (const name of ["Kontakter", "Tidiga tecken", "Mål och plan", "Skattning", "Möten"]) {
    await owner.getByLabel(name, { exact: true }).selectOption({ label: "Bara läsa" });
  }
  await owner.getByRole("button", { name: "Ge samtycke" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Samtycke" })).toBeVisible();
  await owner.getByRole("link", { name: /Kvitto på samtycke/ }).click();
  await expect(sheet).toContainText(/Maja Lind sa ja i sin telefon/);
  await expect(sheet).not.toContainText("muntligt");
  await shot(owner, "kvitto-eget");
});
