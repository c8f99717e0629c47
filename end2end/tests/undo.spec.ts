// "Ångra" names what was done, is one row, moves nothing, and takes back also what was first.
import { type Locator, type Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { addContact, nameField, phoneField } from "../pages/contacts.ts";
import { bar, openTab, sent, undo, write } from "../pages/frame.ts";
import { entries } from "../pages/log.ts";
import { addGoal } from "../pages/plan.ts";
import { type Staff } from "../staff.ts";

const offer = (page: Page): Locator => page.locator(".undo-bar__box");

// What others read: what came and went is nowhere.
const kinds = async (staff: Staff, binder: string, tab: string) =>
  (await entries(staff, binder, tab)).filter(({ presence }) => presence.is !== "removed").map(({ kind }) => kind);

test("the words a new contact begins with are taken back with the contact", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Kontakter");
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  await write(nameField(owner), "Bo Ek");
  await phoneField(owner).focus();
  await expect(offer(owner)).toContainText("Ändrat: Namn");
  await shot(owner, "undo-new-contact");
  await undo(owner);
  await expect(owner.getByText("Bo Ek är borttagen.")).toBeVisible();
  await expect(nameField(owner)).toHaveCount(0);
  await sent(owner);
  expect(await kinds(staff, binder, "contacts")).toEqual([]);
  await shot(owner, "undo-removed-contact");
  await owner.getByRole("button", { name: "Ta tillbaka" }).click();
  await expect(nameField(owner)).toHaveValue("Bo Ek");
});

test("the same for a sign, its line, a goal and who does what", async ({ owner, staff, binder }) => {
  await openTab(owner, "Tidiga tecken");
  await owner.getByRole("link", { name: "Skriv ett tecken" }).click();
  await write(owner.getByLabel("Vad brukar hända?"), "Sover dåligt");
  await owner.getByLabel("Vad brukar hända?").blur();
  await undo(owner);
  await expect(owner.getByText("Tecknet är borttaget.")).toBeVisible();
  await owner.getByRole("button", { name: "Ta tillbaka" }).click();
  await owner.getByRole("button", { name: "Lägg till något jag gör" }).click();
  const line = owner.getByLabel("Det här gör jag").last();
  await write(line, "Går ut");
  await line.blur();
  await expect(offer(owner)).toContainText("Ändrat: Går ut");
  await undo(owner);
  await expect(owner.getByText("Går ut")).toHaveCount(0);
  await sent(owner);
  await expect.poll(() => kinds(staff, binder, "warning_plan")).toEqual(["sign"]);

  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Bo själv");
  await owner.getByRole("button", { name: "Lägg till vem gör vad" }).click();
  await write(owner.getByLabel("Vad ska göras?"), "Ringa värden");
  await owner.getByLabel("Vad ska göras?").blur();
  await expect(offer(owner)).toContainText("Ändrat: Ringa värden");
  await undo(owner);
  await expect.poll(() => kinds(staff, binder, "plan")).toEqual(["goal"]);
});

test("words in another field of a new contact do not take it away", async ({ owner, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  // No pause between them: the second begins before the first is stored.
  await nameField(owner).pressSequentially("Bo Ek");
  await phoneField(owner).focus();
  await phoneField(owner).pressSequentially("08-123");
  await phoneField(owner).blur();
  await expect(offer(owner)).toContainText("Ändrat: Telefon");
  await undo(owner);
  await expect(phoneField(owner)).toHaveValue("");
  await expect(nameField(owner)).toHaveValue("Bo Ek");
  await expect.poll(() => kinds(staff, binder, "contacts")).toEqual(["contact"]);
});

test("the first answer to a choice can be taken back", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  // What the list says is what the question shows.
  await expect(owner.getByRole("radio", { name: "arbetar med mig" })).toBeChecked();
  await owner.getByRole("radio", { name: "står mig nära" }).check();
  await expect(offer(owner)).toContainText("Ändrat: Grupp");
  await undo(owner);
  await expect(owner.getByRole("radio", { name: "arbetar med mig" })).toBeChecked();
});

// Where every control of the page stands, and the page itself.
const places = (page: Page): Promise<unknown> => page.evaluate(() => {
  const controls = [...document.querySelectorAll(":is(header, main, .page-foot, .bottom-bar) :is(a, button, input, textarea, label, h1, h2)")];
  return { scrolled: scrollY, at: controls.map((control) => {
    const { x, y, width, height } = control.getBoundingClientRect();
    return [control.textContent?.trim().slice(0, 20), x, y, width, height];
  }) };
});

const change = (page: Page, choice: string) =>
  page.getByRole("radio", { name: choice }).evaluate((radio: HTMLInputElement) => radio.click());

// With its first change a page gets a line about how it has changed.
async function changeOnce(page: Page): Promise<void> {
  await change(page, "står mig nära");
  await expect(offer(page)).toBeVisible();
  await sent(page);
  await expect(page.getByRole("link", { name: "Så har det ändrats" })).toBeVisible();
  await page.getByRole("button", { name: "Stäng" }).click();
  await expect(offer(page)).toHaveCount(0);
}

const SIZES: [string, { width: number; height: number }, string | null][] = [
  ["an ordinary phone", { width: 360, height: 740 }, null],
  ["a small one with the largest text", { width: 320, height: 640 }, "larger"],
  ["a page that ends above its foot", { width: 360, height: 2400 }, null],
  ["a wide screen", { width: 1280, height: 800 }, null],
];

for (const [what, viewport, text] of SIZES) {
  test(`nothing moves when the bar comes and goes: ${what}`, async ({ owner, shot }) => {
    await owner.setViewportSize(viewport);
    await openTab(owner, "Kontakter");
    await addContact(owner, { name: "Ann-Charlotte Margareta von Bredenberg-Söderström" });
    // Else a part of the page comes and goes with the choice itself (R35), which is not what is measured here.
    await owner.getByRole("switch", { name: /^Inga närstående just nu/ }).check();
    await expect(offer(owner)).toBeVisible();
    await owner.getByRole("button", { name: "Stäng" }).click();
    await expect(offer(owner)).toHaveCount(0);
    await owner.getByRole("link", { name: /^Ann-Charlotte/ }).click();
    if (text) await owner.evaluate((text) => document.documentElement.setAttribute("data-text", text), text);
    await changeOnce(owner);
    const choices = ["arbetar med mig", "står mig nära"];
    const end = await owner.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    for (const [n, y] of [0, Math.round(end / 3), end].entries()) {
      await owner.evaluate((y) => scrollTo(0, y), y);
      const before = await places(owner);
      await change(owner, choices[n % 2]!);
      await expect(offer(owner)).toBeVisible();
      await sent(owner);
      expect(await places(owner), `scrolled to ${y}`).toEqual(before);
      if (y === end) await shot(owner, `undo-nothing-moves-${viewport.width}-${viewport.height}`);
      await owner.getByRole("button", { name: "Stäng" }).click();
      await expect(offer(owner)).toHaveCount(0);
      expect(await places(owner), `closed, scrolled to ${y}`).toEqual(before);
    }
  });
}

test("a tap just after an act goes to what she saw there, and then to Ångra", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await changeOnce(owner);
  // A field where the bar will come.
  const spot = await owner.evaluate(() => {
    const room = document.querySelector(".undo-bar")!.getBoundingClientRect();
    const field = [...document.querySelectorAll("main input[type=text], main textarea")].at(-1)!;
    scrollBy(0, field.getBoundingClientRect().top - room.top - 10);
    const { left, top, width } = field.getBoundingClientRect();
    return { x: left + width / 2, y: top + 20, id: field.id };
  });
  // What a finger would hit at each moment, measured on the page itself: the clock of a test is too coarse.
  const seen = await owner.evaluate(async ({ x, y, id }) => {
    const begun = performance.now();
    document.querySelector<HTMLInputElement>("main input[type=radio]:not(:checked)")!.click();
    const samples: { at: number; field: boolean; bar: boolean }[] = [];
    while (performance.now() - begun < 5_000 && !samples.at(-1)?.bar) {
      const at = performance.now() - begun;
      const hit = document.elementFromPoint(x, y);
      samples.push({ at, field: hit?.id === id, bar: !!hit?.closest(".undo-bar__box") });
      await new Promise((next) => setTimeout(next, 20));
    }
    return samples;
  }, spot);
  expect(seen.filter(({ at, field }) => at <= 600 && !field)).toEqual([]);
  expect(seen.at(-1)!.bar, "and then it can be pressed").toBe(true);
  await undo(owner);
  await expect(owner.getByRole("radio", { name: "står mig nära" })).toBeChecked();
  // The same with a hand: the act and the tap after it.
  await change(owner, "arbetar med mig");
  await owner.mouse.click(spot.x, spot.y);
  await expect(owner.locator(`#${spot.id}`)).toBeFocused();
});

test("the bar is one row, covers not the place to write, and stays on its page", async ({ owner, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await expect(offer(owner)).toHaveCount(0);
  await write(nameField(owner), "Bosse Ek");
  const fields = [phoneField(owner), owner.getByLabel("Roll"), owner.getByLabel("Var hen arbetar"), owner.getByLabel("När hen går att nå")];
  for (const field of fields) {
    await field.focus();
    await field.fill("x");
    await field.blur();
    await expect(offer(owner)).toBeVisible();
    await field.focus();
    await expect.poll(() => field.evaluate((field) => {
      const bar = document.querySelector(".undo-bar__box")!.getBoundingClientRect();
      const place = field.getBoundingClientRect();
      return place.bottom <= bar.top || place.top >= bar.bottom;
    })).toBe(true);
  }
  await write(owner.getByLabel("Roll"), "Granne");
  await owner.getByLabel("Roll").blur();
  await expect(offer(owner)).toContainText("Ändrat: Roll");
  expect((await offer(owner).boundingBox())!.height).toBeLessThanOrEqual(64);
  for (const button of await offer(owner).getByRole("button").all()) {
    const { width, height } = (await button.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  }
  await shot(owner, "undo-one-row");
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await expect(offer(owner)).toHaveCount(0);
});

test("it does not come after her to the next page", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await nameField(owner).fill("Bosse");
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: /Hej Maja/ })).toBeVisible();
  await sent(owner);
  await owner.waitForTimeout(1_000); // longer than the bar waits
  await expect(offer(owner)).toHaveCount(0);
});
