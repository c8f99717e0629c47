// R131: a coordinator leaves and a colleague takes over. She who owns the pärm is told first and decides; both read
// for a time; then it closes by itself for the one who left, on her device too.
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { device, inDays, letIn, list, openBinder, PHONE, signIn, stored, tab } from "../../people.ts";
import { uuid7 } from "../../staff.ts";

const sentences = (page: Page) => page.locator(".consent__sentence");

// "Någon tar över efter mig", filled in.
async function tellWhoComes(page: Page, name: string, from: string, last: string): Promise<void> {
  await page.getByText("Någon tar över efter mig").click();
  const whom = page.getByLabel("Vem tar över?");
  const option = whom.getByRole("option", { name: new RegExp(`^${name} `) });
  await whom.selectOption((await option.getAttribute("value"))!);
  await page.getByLabel("Från och med").fill(from);
  await page.getByLabel("Min sista dag").fill(last);
}

test("she reads who comes and who goes, says yes without network, and both are let in", async ({
  page, browser, server, demo, staff, shot,
}) => {
  test.setTimeout(120_000);
  const binder = await staff.newBinder("Maja Lind", ["contacts", "plan"]);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  const [anna, johan] = demo.coordinators;
  await signIn(page, anna!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Samtycke").click();
  await page.getByText("Någon tar över efter mig").click();
  await page.getByRole("button", { name: "Fråga Maja Lind" }).click();
  await expect(page.getByLabel("Vem tar över?")).toBeFocused();
  await expect(page.getByText("Välj vem som tar över.")).toBeVisible();
  await page.reload();
  // A last day before the other one comes is no time together.
  await tellWhoComes(page, johan!.name, inDays(5), inDays(4));
  await page.getByRole("button", { name: "Fråga Maja Lind" }).click();
  await expect(page.getByText(`Skriv en dag efter den dag då ${johan!.name} börjar.`)).toBeVisible();
  await expect(page.getByLabel("Min sista dag")).toBeFocused();
  await page.getByLabel("Från och med").fill(inDays(0));
  await page.getByLabel("Min sista dag").fill(inDays(30));
  await expect(page.getByText(/Johan .+ får läsa och föreslå i Mål och plan från och med /)).toBeVisible();
  await shot(page, "tar-over-formular");
  await page.getByRole("button", { name: "Fråga Maja Lind" }).click();
  await expect(page.getByRole("heading", { name: "Det här väntar på Maja Lind" })).toBeVisible();
  await shot(page, "tar-over-vantar");

  // Nothing is open to the one who is to come.
  const desk = await device(browser, server, PHONE);
  await signIn(desk, johan!);
  const row = desk.locator(`a[href$="${binder}"]`);
  await expect(row).toHaveCount(0);

  await owner.goto("/");
  await expect(owner.getByRole("link", { name: /Byte av samordnare/ })).toBeVisible();
  await shot(owner, "byte-hem");
  await owner.getByRole("link", { name: /Byte av samordnare/ }).click();
  const card = owner.locator(".proposal");
  await expect(card).toContainText(/Anna Berg slutar\. Johan .+ tar över\./);
  await expect(card).toContainText(/Sista dagen för Anna Berg är \d+ /);
  await expect(card).toContainText("Däremellan kan båda läsa.");
  await shot(owner, "byte-fraga");
  await readyOffline(owner);
  await cut(owner.context(), server);
  await card.getByRole("button", { name: "Ja, det går bra" }).click();
  await expect(card).toHaveCount(0);
  await expect(owner.getByRole("heading", { name: "Byte av samordnare" })).toBeVisible();
  await expect(sentences(owner).filter({ hasText: /^Anna Berg .+ i Mål och plan till och med / })).toBeVisible();
  await expect(sentences(owner).filter({ hasText: /^Johan .+ i Mål och plan från och med / })).toBeVisible();
  await shot(owner, "byte-sagt-ja");

  await mend(owner.context(), server);
  await expect(owner.locator(".sync-badge")).toHaveText("Sparat", { timeout: 30_000 });
  await desk.goto("/samordnare");
  await expect(row).toBeVisible({ timeout: 30_000 });
  await row.click();
  await expect(tab(desk, "Mål och plan")).toBeVisible();
  await page.goto(`/samtycke?b=${binder}`);
  await expect(page.getByRole("heading", { name: "Maja Lind har sagt ja" })).toBeVisible({ timeout: 30_000 });
  await expect(sentences(page).filter({ hasText: /i Mål och plan till och med / }).first()).toBeVisible();
  await shot(page, "tar-over-ja");
  // Her organisation's receipt says the last day, and nothing about anybody else.
  await page.getByRole("link", { name: "Kvitto på samtycke" }).click();
  const receipt = page.locator(".print-sheet");
  await expect(receipt).toContainText(/Anna Berg .+ i Mål och plan till och med /);
  await expect(receipt).not.toContainText("Johan");
  await shot(page, "kvitto-samordnare");
  await owner.context().close();
  await desk.context().close();
});

test("her yes can be taken back, and her no leaves everything as it was", async ({ browser, server, demo, staff, shot }) => {
  const binder = await staff.newBinder("Maja Lind", ["plan"]);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  const anna = await device(browser, server, PHONE);
  await signIn(anna, demo.coordinators[0]!);
  await openBinder(anna, "Maja Lind", binder);
  await tab(anna, "Samtycke").click();
  await tellWhoComes(anna, demo.coordinators[1]!.name, inDays(1), inDays(30));
  await shot(anna, "tar-over-formular-telefon");
  await anna.getByRole("button", { name: "Fråga Maja Lind" }).click();
  await expect(anna.getByRole("heading", { name: "Det här väntar på Maja Lind" })).toBeVisible();

  await owner.goto("/samtycke");
  const card = owner.locator(".proposal");
  await card.getByRole("button", { name: "Ja, det går bra" }).click();
  await expect(sentences(owner).filter({ hasText: /^Johan/ })).toBeVisible();
  await owner.getByRole("button", { name: "Ångra" }).click();
  await expect(sentences(owner).filter({ hasText: /^Anna Berg .+ får läsa och föreslå i Mål och plan\.$/ })).toBeVisible();
  await expect(sentences(owner).filter({ hasText: /^Johan .+ får inte längre läsa/ })).toBeVisible();
  await card.getByRole("button", { name: "Nej tack" }).click();
  await expect(card).toHaveCount(0);
  await expect(sentences(owner).filter({ hasText: /^Anna Berg .+ får läsa och föreslå i Mål och plan\.$/ })).toBeVisible();
  await owner.context().close();
  await anna.context().close();
});

test("when the last day has passed the pärm is gone from the device of the one who left", async ({
  page, browser, server, demo, staff, shot,
}) => {
  test.setTimeout(150_000);
  const binder = await staff.newBinder("Maja Lind", ["contacts"]);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  await owner.getByLabel("Namn", { exact: true }).fill("Sara Vänlund");
  await owner.getByLabel("Namn", { exact: true }).blur();
  await expect(owner.locator(".sync-badge")).toHaveText("Sparat");
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await expect(page.getByRole("link", { name: "Sara Vänlund" })).toBeVisible();

  const cards = await staff.call<{ person: string; name: string; organization_name: string }[]>("GET", "/practitioners");
  const { person, name, organization_name: organization } = cards.body.find((one) => one.name === demo.coordinators[1]!.name)!;
  const until = Date.now() + 60_000;
  const says = { person, name, organization, from: Date.now() - 1000, until, rights: [{ tab: "contacts", right: "suggest" }] };
  const hers = { audience: { to: "people", people: [staff.me.person] } };
  const { refused } = await staff.sync(binder, [staff.op("sharing", uuid7(), "propose_succession", says, hers)]);
  expect(refused ?? []).toEqual([]);
  await owner.goto("/samtycke");
  await owner.locator(".proposal").getByRole("button", { name: "Ja, det går bra" }).click();
  await expect(sentences(owner).filter({ hasText: /^Johan/ })).toBeVisible();
  await expect(owner.locator(".sync-badge")).toHaveText("Sparat");
  await expect(page.getByRole("link", { name: "Sara Vänlund" }), "in between both read").toBeVisible();

  await expect(page.getByRole("link", { name: "Sara Vänlund" })).toHaveCount(0, { timeout: 70_000 });
  await page.goto("/samordnare");
  await expect(list(page)).toBeVisible();
  await expect(page.locator(`a[href$="${binder}"]`)).toHaveCount(0);
  await expect.poll(async () => (await stored(page)).includes("Vänlund"), { timeout: 20_000 }).toBe(false);
  await owner.goto("/samtycke");
  await expect(sentences(owner).filter({ hasText: /^Anna Berg .+ får inte längre läsa Kontakter/ })).toBeVisible();
  await expect(owner.getByRole("heading", { name: "Byte av samordnare" })).toHaveCount(0);
  await shot(owner, "byte-klart");
  await owner.context().close();
});
