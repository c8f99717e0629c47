// Somebody close to her opens a link: no account, no script, only the lines meant for that person.
import { type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { type Demo, type Server } from "../../server.ts";
import { type Staff } from "../../staff.ts";
import { expect, test } from "../../fixtures.ts";
import { device, letIn, PHONE } from "../../people.ts";

const plain: BrowserContextOptions = { ...PHONE, javaScriptEnabled: false };

// Maja of the demo hands Sara a copy and gets the link.
async function shareWithSara(page: Page, staff: Staff, demo: Demo, origin: string, code: string): Promise<string> {
  await letIn(page, staff, demo.binders[0]!.id, origin);
  await page.goto("/dela-ut");
  await page.getByRole("button", { name: /^Sara/ }).click();
  await page.getByLabel("Kod du säger till Sara").fill(code);
  await page.getByRole("button", { name: /^(Dela|Lämna en ny)$/ }).click();
  await expect(page.getByText("Länken fungerar nu.")).toBeVisible();
  return page.getByRole("textbox", { name: "Länken" }).inputValue();
}

async function show(page: Page, code: string): Promise<void> {
  await page.getByLabel("Kod").fill(code);
  await page.getByRole("button", { name: "Visa" }).click();
}

const reader = (browser: Browser, server: Server, kind: BrowserContextOptions) => device(browser, server, kind);

test("the browser's own back leads from the person to the list", async ({ page, demo, staff, server }) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await page.goto("/tecken");
  await page.getByRole("link", { name: "Dela", exact: true }).click();
  await page.getByRole("button", { name: /^Sara/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dela med Sara" })).toBeFocused();
  expect(decodeURIComponent(page.url()), "no name in the address").not.toContain("Sara");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Dela med Sara" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Dela med någon" })).toBeVisible();
  await page.getByRole("button", { name: /^Eva/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dela med Eva" })).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Dela med någon" }).click();
  await page.getByRole("banner").getByRole("link", { name: "Tidiga tecken" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tidiga tecken" })).toBeVisible();
});

test("without JavaScript: nothing personal before the code, then only her lines, whom to call and until when", async ({
  browser, server, demo, shot,
}) => {
  const eva = await reader(browser, server, plain);
  const { link, code } = demo.shares[0]!;
  const first = await eva.goto(link);
  expect(first!.status()).toBe(200);
  expect(first!.headers()["x-robots-tag"]).toContain("noindex");
  await expect(eva.getByRole("heading", { level: 1, name: "Någon vill visa dig något" })).toBeVisible();
  for (const word of ["Maja", "Eva", "070"]) await expect(eva.locator("body")).not.toContainText(word);
  await expect(eva.getByText("Det behövs en kod för att öppna.")).toBeVisible();
  await shot(eva, "narstaende-kod");

  await show(eva, "0000");
  await expect(eva.getByText("Koden stämmer inte. Prova igen, eller fråga den som gav dig länken.")).toBeVisible();
  await expect(eva.getByLabel("Kod")).toHaveAttribute("aria-invalid", "true");
  await expect(eva.locator("body")).not.toContainText("Maja");
  await shot(eva, "narstaende-fel-kod");

  await show(eva, ` ${code!.slice(0, 2)} ${code!.slice(2)} `);
  await expect(eva.getByRole("heading", { level: 1, name: "Så kan du hjälpa mig" })).toBeVisible();
  await expect(eva.getByText("Från Maja")).toBeVisible();
  await expect(eva.getByText(/^Skrevs \d+ \p{L}+ \d{4}\. Länken gäller till \d+ \p{L}+ \d{4}\.$/u)).toBeVisible();
  // A date stands on one line.
  for (const when of await eva.locator(".related__when").all()) {
    expect(await when.evaluate((date) => date.getClientRects().length)).toBe(1);
  }
  expect(await eva.locator(".related__when").count()).toBeGreaterThanOrEqual(2);
  await expect(eva.getByText("Kommer förbi och lagar mat med mig.")).toBeVisible();
  await expect(eva.getByRole("link", { name: "Ring Anna Berg" })).toHaveAttribute("href", "tel:0701740611");
  await expect(eva.getByRole("link", { name: "112 Fara för liv" })).toHaveAttribute("href", "tel:112");
  await expect(eva.getByText("Hemma hos mig")).toBeVisible();
  // Lines for others and for herself stay hers, and nobody calls herself.
  for (const other of ["Hjälper mig att handla", "Ställer telefonen i köket", "Ring Eva", "Jag slutar rita"]) {
    await expect(eva.locator("body")).not.toContainText(other);
  }
  await shot(eva, "narstaende-visad");
  await eva.context().close();
});

test("a link without a code opens with one press; a preview alone opens nothing", async ({
  page, browser, server, demo, staff,
}) => {
  const link = await shareWithSara(page, staff, demo, server.url, "");
  const sara = await reader(browser, server, plain);
  await sara.goto(link);
  await expect(sara.getByText("Det behövs ingen kod.")).toBeVisible();
  await expect(sara.getByLabel("Kod")).toHaveCount(0);
  await page.goto("/samtycke");
  const copy = page.getByRole("listitem").filter({ hasText: /^Sara/ });
  await expect(copy).toContainText("Inte öppnad än");
  await sara.getByRole("button", { name: "Visa" }).click();
  await expect(sara.getByText("Följer med mig ut, även om jag säger nej första gången.")).toBeVisible();
  await expect(sara.locator("body")).not.toContainText("lagar mat med mig");
  await expect(copy).toContainText(/Öppnad \d+ \p{L}+ \d\d\.\d\d/u);
  await sara.context().close();
});

test("the owner sees when it was opened, ends it, and it is gone: 410, also from the phone that had a copy", async ({
  page, browser, server, demo, staff, shot,
}) => {
  test.setTimeout(90_000);
  const link = await shareWithSara(page, staff, demo, server.url, "2580");
  await shot(page, "ager-delad");
  const sara = await reader(browser, server, PHONE);
  await sara.goto(link);
  // The worker of this scope takes over and keeps what "Visa" shows.
  await sara.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const scopes = await sara.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map((r) => r.scope));
  expect(scopes).toEqual([`${server.url}/dela/`]);
  await show(sara, "2580");
  await expect(sara.getByText("Följer med mig ut, även om jag säger nej första gången.")).toBeVisible();
  const kept = () => sara.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) urls.push(`${name} ${new URL(request.url).pathname}`);
    }
    return urls;
  });
  const path = new URL(link).pathname;
  await expect.poll(kept).toContain(`parmen-share ${path}`);
  expect((await kept()).filter((url) => /parmen-shell|wasm|installningar/.test(url)), "nothing of the app").toEqual([]);

  await sara.context().setOffline(true);
  await sara.goto(link);
  await expect(sara.getByText("Följer med mig ut, även om jag säger nej första gången.")).toBeVisible();
  await shot(sara, "narstaende-utan-nat");
  await sara.context().setOffline(false);

  await page.goto("/samtycke");
  const copy = page.getByRole("listitem").filter({ hasText: /^Sara/ });
  await expect(copy).toContainText("Öppnad");
  await shot(page, "ager-oppnad");
  await copy.getByRole("button", { name: "Avsluta" }).click();
  await copy.getByRole("button", { name: "Ja, avsluta" }).click();
  await expect(copy).toContainText("Avslutad. Länken öppnar inte längre.");

  const answer = await sara.goto(link);
  expect(answer!.status()).toBe(410);
  await expect(sara.getByRole("heading", { level: 1, name: "Länken gäller inte längre" })).toBeVisible();
  await expect(sara.locator("body")).not.toContainText("Maja");
  await expect(sara.getByRole("link", { name: "112 Fara för liv" })).toBeVisible();
  await shot(sara, "narstaende-avslutad");
  await expect.poll(kept).not.toContain(`parmen-share ${path}`);
  await sara.context().setOffline(true);
  await expect(sara.goto(link)).rejects.toThrow(/ERR_/);
  await sara.context().close();
});

test("an ended, an old and an invented link look the same", async ({ page, server }) => {
  const answers = [];
  for (const token of ["x", "0".repeat(43), "demo-maja-eva-1111111111111111111111111111111"]) {
    const answer = await page.request.get(`${server.url}/dela/${token}`);
    const shown = await page.request.post(`${server.url}/dela/${token}`, { form: { code: "1" }, headers: { Origin: server.url } });
    answers.push([answer.status(), await answer.text(), shown.status(), await shown.text()]);
  }
  expect(answers[0]![0]).toBe(410);
  expect(answers[0]![2]).toBe(410);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("whoever guesses codes is asked to wait, and the page says nothing", async ({ page, server, demo, staff }) => {
  const link = await shareWithSara(page, staff, demo, server.url, "8642");
  const guess = () => page.request.post(link, { form: { code: "1111" }, headers: { Origin: server.url } });
  await expect.poll(async () => (await guess()).status(), { intervals: [0] }).toBe(429);
  const told = await (await guess()).text();
  expect(told).toContain("Det blev många försök. Vänta en stund och prova igen.");
  expect(told).not.toContain("Maja");
});

test("in English for a reader whose browser asks for it", async ({ browser, server, demo, shot }) => {
  const eva = await reader(browser, server, { ...plain, locale: "en-GB" });
  await eva.goto(demo.shares[0]!.link);
  await expect(eva.locator("html")).toHaveAttribute("lang", "en");
  await expect(eva.getByRole("heading", { level: 1, name: "Somebody wants to show you something" })).toBeVisible();
  await eva.getByLabel("Code").fill(demo.shares[0]!.code!);
  await eva.getByRole("button", { name: "Show" }).click();
  await expect(eva.getByRole("heading", { level: 1, name: "How you can help me" })).toBeVisible();
  await shot(eva, "narstaende-engelska");
  await eva.context().close();
});
