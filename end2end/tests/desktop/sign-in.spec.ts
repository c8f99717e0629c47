// The coordinator's way in: calm when it goes wrong, slower for whoever guesses.
import { expect, test } from "../../fixtures.ts";
import { holdApp, typeEarly } from "../../pages/frame.ts";
import { DESK, device, list, signIn } from "../../people.ts";

test("a wrong password is met calmly, keeps the name, and the right one opens the list", async ({ page, demo, shot }) => {
  const anna = demo.coordinators[0]!;
  await page.goto("/");
  await page.getByRole("link", { name: "Jag är samordnare" }).click();
  await page.getByLabel("Användarnamn").fill(anna.username);
  await page.getByLabel("Lösenord").fill("inte rätt");
  await page.getByRole("button", { name: "Logga in" }).click();
  await expect(page.getByText("Namnet eller lösenordet stämmer inte. Prova igen.")).toBeVisible();
  await expect(page.getByLabel("Användarnamn")).toHaveValue(anna.username);
  await expect(page.getByLabel("Lösenord")).toBeFocused();
  await expect(page.getByLabel("Lösenord")).toHaveAttribute("aria-invalid", "true");
  await shot(page, "logga-in-fel");

  await page.getByLabel("Lösenord").fill(anna.password);
  await page.keyboard.press("Enter");
  await expect(list(page)).toBeVisible();
  await expect(page).toHaveURL(/\/samordnare$/);
});

test("nothing written is nothing sent", async ({ page }) => {
  await page.goto("/logga-in");
  await expect(page.getByLabel("Användarnamn")).toBeVisible();
  const sent: string[] = [];
  page.on("request", (request) => request.url().includes("/api/v1/session") && sent.push(request.url()));
  await page.getByRole("button", { name: "Logga in" }).click();
  await expect(page.getByText("Skriv både användarnamn och lösenord.")).toBeVisible();
  await expect(page.getByLabel("Användarnamn")).toBeFocused();
  expect(sent).toEqual([]);
});

test("what is typed and tapped before the app is there is done when it comes", async ({ browser, server, demo }) => {
  const page = await device(browser, server, { ...DESK, serviceWorkers: "block" });
  const come = await holdApp(page);
  await page.goto("/logga-in", { waitUntil: "commit" });
  await typeEarly(page.getByLabel("Användarnamn"), demo.coordinators[0]!.username);
  await typeEarly(page.getByLabel("Lösenord"), demo.coordinators[0]!.password);
  await page.waitForFunction(() => document.documentElement.dataset.frame); // its script is there
  await page.getByRole("button", { name: "Logga in" }).click();
  come();
  await expect(list(page)).toBeVisible();
  await page.context().close();
});

test("whoever guesses is asked to wait, whether the name exists or not", async ({ page }) => {
  await page.goto("/logga-in");
  await page.getByLabel("Användarnamn").fill("finns-inte");
  await expect(async () => {
    await page.getByLabel("Lösenord").fill("gissning");
    const answered = page.waitForResponse("**/api/v1/session");
    await page.getByRole("button", { name: "Logga in" }).click();
    expect((await answered).status()).toBe(429);
  }).toPass();
  await expect(page.getByText("Det blev många försök. Vänta en stund och prova igen.")).toBeVisible();
});

test("the list tells when they meet next and what waits, in words and without a count", async ({ page, demo, shot }) => {
  await signIn(page, demo.coordinators[0]!);
  const table = page.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["Namn", "Nästa möte", "Väntar"]);
  for (const { owner_name } of demo.binders) {
    await expect(table.getByRole("rowheader", { name: owner_name })).toBeVisible();
  }
  const maja = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Maja L." }) });
  await expect(maja.getByRole("cell").first()).toContainText(/(mån|tis|ons|tors|fre|lör|sön)dag .* kl\. \d/i);
  const britt = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Britt-Marie O." }) });
  await expect(britt).toContainText("Britt-Marie vill vänta till efter nyår.");
  await shot(page, "samordnare-lista");

  await page.setViewportSize({ width: 360, height: 740 });
  await expect(table.getByRole("rowheader", { name: "Maja L." })).toBeVisible();
  await shot(page, "samordnare-lista-telefon");
});

test("signing out ends the session and leaves nothing to read", async ({ page, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  await page.getByRole("link", { name: "Inställningar" }).click();
  await page.getByRole("button", { name: "Logga ut" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Logga in" })).toBeVisible();
  expect((await page.request.get("/api/v1/me")).status()).toBe(401);
});

test("what was typed before the app woke up is kept and sent", async ({ page, demo }) => {
  const anna = demo.coordinators[0]!;
  const come = await holdApp(page);
  await page.goto("/logga-in", { waitUntil: "commit" });
  await typeEarly(page.getByLabel("Användarnamn"), anna.username);
  await typeEarly(page.getByLabel("Lösenord"), anna.password);
  await page.waitForFunction(() => document.documentElement.dataset.frame); // its script is there
  await page.keyboard.press("Enter"); // too early: it must not leave the page
  come();
  await expect(page.getByLabel("Lösenord")).toBeFocused();
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(list(page)).toBeVisible({ timeout: 3_000 });
  }).toPass();
});
