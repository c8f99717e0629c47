// "Ångra" names what was done, is one row, covers nothing, and takes back also what was first.
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

test("the bar is one row, covers neither the place to write nor a button, and stays on its page", async ({ owner, shot }) => {
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
  // Somewhere in the middle of the page, right when the bar comes: it covers nothing that she saw.
  await owner.getByRole("button", { name: "Stäng" }).click();
  for (const y of [0, 60, 120, 180]) {
    await owner.evaluate((y) => scrollTo(0, y), y);
    const seen = await owner.evaluate(() => {
      const foot = document.querySelector(".shell__foot")!.getBoundingClientRect().top;
      const controls = [...document.querySelectorAll("main :is(a, button, input, textarea)")];
      return controls.map((control) => control.getBoundingClientRect()).map(({ top, bottom, height }) => height > 0 && top > 0 && bottom <= foot);
    });
    await owner.getByRole("radio", { name: "står mig nära" }).evaluate((radio: HTMLInputElement) => radio.click());
    await expect(offer(owner)).toBeVisible();
    await expect.poll(() => owner.evaluate((seen) => {
      const bar = document.querySelector(".undo-bar__box")!.getBoundingClientRect();
      const controls = [...document.querySelectorAll("main :is(a, button, input, textarea)")];
      return controls.filter((control, index) => {
        const place = control.getBoundingClientRect();
        return seen[index] && place.bottom > bar.top && place.top < bar.bottom;
      }).length;
    }, seen)).toBe(0);
    await undo(owner);
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
  await owner.waitForTimeout(700); // longer than the bar waits
  await expect(offer(owner)).toHaveCount(0);
});
