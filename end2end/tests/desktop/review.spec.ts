// A unit's own checks of its access log: whoever is named draws by chance, sees who did what and never whose pärm it is,
// and writes down once what it showed; nobody else finds the page.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect, test } from "../../fixtures.ts";
import { signIn, tab, openBinder } from "../../people.ts";

async function noFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(" ")}`))).toEqual([]);
}

test("a sample is drawn, looked through and written down once, by whoever is named", async ({ page, context, server, demo, staff, binder, shot }) => {
  test.setTimeout(90_000);
  const [anna] = demo.coordinators;
  await signIn(page, anna!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Möten").click();
  await expect(page.getByRole("heading", { level: 1, name: "Möten" })).toBeVisible();
  await page.goto("/installningar");
  await expect(page.getByRole("link", { name: /^Ditt konto/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Granska loggen/ })).toHaveCount(0);
  await page.goto("/samordnare/granskning");
  await expect(page.getByText("Ingen enhet har utsett dig att granska sin logg.")).toBeVisible();

  const unit = staff.me.organization;
  server.run("reviewer", "add", "--organization", unit, "--username", anna!.username, "--by", "Eva Ek");
  await page.goto("/installningar");
  await page.getByRole("link", { name: /^Granska loggen/ }).click();
  await expect(page.getByText("Loggen har inte granskats här än.")).toBeVisible();
  await noFaults(page);
  await shot(page, "granskning");
  const number = page.getByLabel("Hur många rader ska slumpas fram?");
  await number.fill("många");
  await page.getByRole("button", { name: "Slumpa fram" }).click();
  await expect(page.getByText("Skriv ett tal från 1 till 200.")).toBeVisible();
  await expect(number).toHaveValue("många");
  await number.fill("200");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Slumpa fram" }).click();
  await expect(page.getByText("Det gick inte utan nät. Försök igen när det finns.")).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Slumpa fram" }).click();

  await expect(page.getByRole("heading", { level: 1, name: `Granska ${unit}` })).toBeVisible();
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows.filter({ hasText: `Pärm ${binder}` }).first()).toBeVisible();
  await expect(rows.filter({ hasText: "Det här gjorde du själv." }).first()).toBeVisible();
  // Ids and names of staff, never whose pärm it is.
  await expect(page.getByRole("main")).not.toContainText("Maja");
  await noFaults(page);
  await shot(page, "granskning-rader");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Spara som fil" }).click()]);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toBe("heard_at,done_at,person,name,organization,role,action,tabs,binder");
  expect(lines.some((line) => line.endsWith(binder))).toBe(true);
  expect(lines).toHaveLength((await rows.count()) + 1);

  await page.getByRole("button", { name: "Granskningen är klar" }).click();
  await expect(page.getByText("Välj vad granskningen visade.")).toBeVisible();
  await page.getByRole("radio", { name: "Något ska följas upp" }).check();
  const words = page.getByLabel("Vad ska följas upp?");
  await words.fill("Ring 070-123 45 67.");
  await page.getByRole("button", { name: "Granskningen är klar" }).click();
  await expect(page.getByText("Texten är inte sparad än.")).toBeVisible();
  await words.fill("Många har öppnat utan att skriva.");
  await shot(page, "granskning-svar");
  await page.getByRole("button", { name: "Granskningen är klar" }).click();
  await expect(page.getByText("Granskningen är sparad.")).toBeVisible();
  await expect(page.getByText(/^Granskad senast .* av Anna Berg\.$/)).toBeVisible();
  await expect(page.getByText(/ rader\. Något ska följas upp\.$/)).toBeVisible();
  await page.getByRole("button", { name: /^Visa granskningen / }).click();
  await expect(page.getByText("Många har öppnat utan att skriva.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Granskningen är klar" })).toHaveCount(0);

  expect(server.run("audit", "--organization", unit, "--checks")).toContain("to follow up: Många har öppnat utan att skriva.");
  server.run("reviewer", "remove", "--organization", unit, "--username", anna!.username);
  await page.goto("/samordnare/granskning");
  await expect(page.getByText("Ingen enhet har utsett dig att granska sin logg.")).toBeVisible();
});
