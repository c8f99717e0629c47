// The owner's first minutes: a link or a code, "Stämmer det?", and her first screen.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { badge, bar } from "../pages/frame.ts";
import { entries } from "../pages/log.ts";

const open = (page: Page) => page.getByRole("button", { name: "Öppna min pärm" });
const code = (page: Page) => page.getByLabel("Koden", { exact: true });
const stammer = (page: Page) => page.getByRole("heading", { level: 1, name: "Stämmer det?" });

test("a link leads by Stämmer det? to her first screen", async ({ page, staff, binder, shot }) => {
  await page.goto((await staff.pairing(binder)).link);
  await expect(page.getByText("Tryck på knappen, så hämtas pärmen till telefonen.")).toBeVisible();
  await expect(page).toHaveURL(/\/para$/); // the secret is not in the address any more
  await shot(page, "pair-link");
  await open(page).click();

  await expect(stammer(page)).toBeVisible();
  await expect(page.getByText(/Anna .* får läsa och föreslå i Kontakter\./)).toBeVisible();
  await shot(page, "pair-right");
  await page.getByRole("button", { name: "Ja, det stämmer" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Lägg Pärmen på hemskärmen" })).toBeVisible();
  await shot(page, "pair-install");
  await page.getByRole("button", { name: "Inte nu" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Hej Maja" })).toBeVisible();
  await expect(page.getByText("Ingen tid är bokad än.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Ring" })).toBeVisible();
  await expect(badge(page)).toHaveText("Sparat");
  await shot(page, "home-new");

  await page.goto("/samtycke");
  await expect(page.getByText(/får läsa och föreslå i Kontakter\./)).toBeVisible();
  await expect(page.getByRole("button", { name: "Ja, det stämmer" })).toHaveCount(0);
});

test("a code that is read out is typed in any way", async ({ page, staff, binder, shot }) => {
  const pairing = await staff.pairing(binder);
  await page.goto("/");
  await page.getByRole("link", { name: "Öppna min pärm" }).click();
  await code(page).fill("1234");
  await open(page).click();
  await expect(page.getByText("Koden har åtta siffror. Skriv alla.")).toBeVisible();
  await shot(page, "pair-code");
  const [left, right] = [pairing.code.slice(0, 4), pairing.code.slice(4)];
  await code(page).fill(`${left} ${right}`);
  await open(page).click();
  await expect(stammer(page)).toBeVisible();
});

test("a wrong code says what to do and the right one still works", async ({ page, staff, binder, shot }) => {
  const pairing = await staff.pairing(binder);
  const wrong = pairing.code.replace(/./g, (digit) => String((Number(digit) + 1) % 10));
  await page.goto("/para");
  await code(page).fill(wrong);
  await open(page).click();
  await expect(page.getByText("Koden stämmer inte, eller är för gammal. Be din samordnare visa en ny.")).toBeVisible();
  await expect(code(page)).toHaveAttribute("aria-invalid", "true");
  await shot(page, "pair-wrong-code");
  await code(page).fill(pairing.code);
  await open(page).click();
  await expect(stammer(page)).toBeVisible();
});

test("a link opens one phone and no second one", async ({ browser, staff, binder, shot }) => {
  const { link } = await staff.pairing(binder);
  const [first, second] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  await first.goto(link);
  await open(first).click();
  await expect(stammer(first)).toBeVisible();
  await second.goto(link);
  await open(second).click();
  await expect(second.getByText("Länken är redan använd, eller för gammal. Be din samordnare visa en ny kod.")).toBeVisible();
  await expect(code(second)).toBeVisible(); // what is left is a code
  await shot(second, "pair-used-link");
  await first.context().close();
  await second.context().close();
});

test("a no at Stämmer det? closes that tab for the coordinator", async ({ page, staff, binder, shot }) => {
  await page.goto((await staff.pairing(binder)).link);
  await open(page).click();
  await expect(stammer(page)).toBeVisible();
  const meetings = page.getByRole("listitem").filter({ hasText: "i Möten" });
  await meetings.getByRole("button", { name: /Säg nej/ }).click();
  await expect(page.getByRole("main").getByText(/får inte längre läsa Möten/)).toBeVisible();
  await shot(page, "pair-said-no");
  await expect.poll(async () => {
    const { checkpoints } = await staff.sync(binder, []);
    return checkpoints?.map(({ state }) => state.tab) ?? [];
  }).not.toContain("meetings");
  expect(await entries(staff, binder, "meetings")).toEqual([]);
});

test("an iPhone is told to put the app on the home screen first", async ({ browser, staff, binder, shot }) => {
  const context = await browser.newContext({
    userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
  });
  const page = await context.newPage();
  await page.goto((await staff.pairing(binder)).link);
  await expect(page.getByRole("heading", { level: 1, name: "Lägg Pärmen på hemskärmen" })).toBeVisible();
  await shot(page, "pair-iphone");
  await page.getByRole("button", { name: "Fortsätt här i stället" }).click();
  await open(page).click();
  await expect(stammer(page)).toBeVisible();
  await context.close();
});

test("the answer to what was recorded is within reach while it is read", async ({ page, staff, binder, shot }) => {
  await page.goto((await staff.pairing(binder)).link);
  await page.getByRole("button", { name: "Öppna min pärm" }).click();
  const yes = page.getByRole("button", { name: "Ja, det stämmer" });
  await expect(yes).toBeInViewport({ ratio: 1 });
  await shot(page, "pair-right-reach");
  await page.mouse.wheel(0, 5000);
  await expect(page.getByText("Du kan ändra dig när du vill, i Samtycke.")).toBeInViewport();
  await expect(yes).toBeInViewport({ ratio: 1 });
  await yes.click(); // nothing lies over it
  await expect(page.getByRole("heading", { level: 1, name: "Stämmer det?" })).toHaveCount(0);
});

test("Stämmer det? that was passed by stands on Hem until it is answered", async ({ page, staff, binder, shot }) => {
  await page.goto((await staff.pairing(binder)).link);
  await open(page).click();
  await expect(stammer(page)).toBeVisible();
  await expect(page.getByText(/får läsa och föreslå i Kontakter\./)).toBeVisible();
  await page.goto("/");
  const asks = page.getByRole("link", { name: /^Stämmer det\?/ });
  await expect(asks).toBeVisible();
  await shot(page, "home-is-it-right");
  await asks.click();
  await expect(page.getByRole("heading", { level: 1, name: "Samtycke" })).toBeVisible();
  for (let left = 5; left > 0; left -= 1) {
    await expect(page.getByRole("button", { name: /^Ja, det stämmer/ })).toHaveCount(left);
    await page.getByRole("button", { name: /^Ja, det stämmer/ }).first().click();
  }
  await bar(page).getByRole("link", { name: "Hem" }).click();
  await expect(page.getByRole("link", { name: /^Ring/ })).toBeVisible();
  await expect(asks).toHaveCount(0);
});

test("back from Stämmer det? finds a phone that has its pärm", async ({ page, staff, binder }) => {
  await page.goto("/para");
  await expect(code(page)).toBeVisible();
  // The link is opened while the page is there: the history holds the way in behind it.
  const { link } = await staff.pairing(binder);
  await page.evaluate((fragment) => { location.hash = fragment; }, link.split("#")[1]!);
  await open(page).click();
  await expect(stammer(page)).toBeVisible();
  await page.goBack();
  await expect(page.getByText("Telefonen har redan en pärm. Den hör till Maja Lind.")).toBeVisible();
  await expect(page.getByText("Ett ögonblick …")).toHaveCount(0);
  await page.getByRole("link", { name: "Till min pärm" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Hej Maja/ })).toBeVisible();
});

test("a fresh link does not repeat what was said about the wrong code", async ({ page, staff, binder }) => {
  const { link, code: right } = await staff.pairing(binder);
  await page.goto("/para");
  await code(page).fill(right.replace(/./g, (digit) => String((Number(digit) + 1) % 10)));
  await open(page).click();
  const wrong = page.getByText(/^Koden stämmer inte/);
  await expect(wrong).toBeVisible();
  await page.evaluate((fragment) => { location.hash = fragment; }, link.split("#")[1]!);
  await expect(page.getByText("Tryck på knappen, så hämtas pärmen till telefonen.")).toBeVisible();
  await expect(wrong).toHaveCount(0);
  await open(page).click();
  await expect(stammer(page)).toBeVisible();
});

test("a phone that has no pärm leads to pairing from every page, and to 1177 and 112", async ({ page, shot }) => {
  await page.goto("/kontakter");
  await expect(page.getByText(/^Den här telefonen har ingen pärm än\./)).toBeVisible();
  await expect(page.getByText(/Det går när den får nät/)).toHaveCount(0);
  await expect(page.getByRole("link", { name: "112", exact: true })).toHaveAttribute("href", "tel:112");
  await expect(page.getByRole("link", { name: "1177", exact: true })).toHaveAttribute("href", "tel:1177");
  await shot(page, "not-paired-contacts");
  await page.getByRole("main").getByRole("link", { name: "Öppna min pärm" }).click();
  await expect(code(page)).toBeVisible();
});
