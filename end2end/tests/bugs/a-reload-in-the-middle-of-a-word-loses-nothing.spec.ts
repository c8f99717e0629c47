// Field failure: what was typed in the last two seconds was gone when the page was loaded again.
import { type Locator, type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { addContact, nameField, phoneField } from "../../pages/contacts.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { arrives, entries, heads } from "../../pages/log.ts";
import { addGoal } from "../../pages/plan.ts";
import { signIn } from "../../people.ts";

// The keys and the reload in one breath: nothing has had time to be stored in between.
const typeAndReload = async (field: Locator, words: string): Promise<void> => {
  const page = field.page();
  await field.focus();
  const loaded = page.waitForEvent("load");
  await field.evaluate((field: HTMLInputElement, words) => {
    for (const letter of words) {
      field.value += letter;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    location.reload();
  }, words);
  await loaded;
};

const kept = (page: Page, what = "typed") =>
  page.evaluate((name) => Object.keys(localStorage).filter((key) => key.startsWith(name)), `parmen.${what}`);

test("words typed right before a reload are there, as one version, and nothing of them stays behind", async ({ owner, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await typeAndReload(phoneField(owner), "08-123 45 67");
  await expect(phoneField(owner)).toHaveValue("08-123 45 67");
  await expect.poll(() => kept(owner)).toEqual([]);
  await arrives(staff, binder, "contacts", "phone", ["08-123 45 67"]);
  const [bo] = await entries(staff, binder, "contacts");
  expect(bo!.fields!.phone!.current.length).toBe(1);
  // Once more, over what was put back.
  await typeAndReload(phoneField(owner), " kvällar");
  await expect(phoneField(owner)).toHaveValue("08-123 45 67 kvällar");
  await arrives(staff, binder, "contacts", "phone", ["08-123 45 67 kvällar"]);
});

test("while the words before are on their way into the store", async ({ owner, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await phoneField(owner).focus();
  const loaded = owner.waitForEvent("load");
  await phoneField(owner).evaluate((field: HTMLInputElement) => {
    const type = (words: string) => {
      field.value = words;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    type("08-1");
    document.dispatchEvent(new Event("visibilitychange"));
    type("08-12345");
    location.reload();
  });
  await loaded;
  await expect(phoneField(owner)).toHaveValue("08-12345");
  await arrives(staff, binder, "contacts", "phone", ["08-12345"]);
});

test("the first word of a new contact, without network", async ({ owner, staff, binder, context, server }) => {
  await readyOffline(owner);
  await openTab(owner, "Kontakter");
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  await expect(nameField(owner)).toBeVisible();
  await cut(context, server);
  await typeAndReload(nameField(owner), "Karin");
  await expect(nameField(owner)).toHaveValue("Karin");
  await mend(context, server);
  await arrives(staff, binder, "contacts", "name", ["Karin"]);
});

test("what came meanwhile stands beside what was typed", async ({ owner, staff, binder }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Bo själv");
  await sent(owner);
  const [goal] = await entries(staff, binder, "plan");
  const over = { text: await heads(staff, binder, "plan", goal!.id, "text") };
  const meeting = await bookByCoordinator(staff, binder, { days: 0, status: "open" });
  const field = owner.getByLabel("Målet med dina egna ord");
  await field.focus(); // what is on the screen now is what she writes over
  await writeTogether(staff, binder, meeting, {
    tab: "plan", entry: goal!.id, kind: "goal", fields: { text: { text: "Bo i Solna" } }, over,
  });
  await arrives(staff, binder, "plan", "text", ["Bo i Solna"]);
  await typeAndReload(field, " med katt");
  await expect(owner.getByRole("region", { name: "Två versioner" }).getByText("Bo själv med katt")).toBeVisible();
  await arrives(staff, binder, "plan", "text", ["Bo i Solna", "Bo själv med katt"]);
});

test("on a phone that another person pairs meanwhile they are not shown, and they come back to her", async ({ owner, staff, binder, context }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await sent(owner);
  // Words that never reached the store, as after a dead battery; another person's phone by the next start.
  await phoneField(owner).focus();
  const rows = await phoneField(owner).evaluate((field: HTMLInputElement) => {
    field.value = "08-hemligt";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return Object.entries(localStorage).filter(([key]) => key.startsWith("parmen.typed"));
  });
  expect(rows.length).toBe(1);
  const other = await context.newPage();
  const next = await staff.newBinder("Maja Berg");
  await other.goto((await staff.pairing(next)).link);
  await other.getByRole("button", { name: "Öppna med koden ändå" }).click();
  await other.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect(other.getByRole("heading", { name: "Stämmer det?" })).toBeVisible();
  await owner.close();
  await other.evaluate((rows) => {
    for (const [key, kept] of rows) {
      // As if she had typed on: the first words were on their way when the phone died.
      const row = JSON.parse(JSON.parse(kept));
      [row.under_way, row.words.fields.phone.value] = [{ text: "08-hemligt" }, { text: "08-hemligt, och mer" }];
      localStorage.setItem(key, JSON.stringify(JSON.stringify({ ...row, at: row.at - 60_000 })));
    }
  }, rows);
  await other.goto("/kontakter");
  await expect(other.getByText("Här kan du skriva vilka du vill ha med.")).toBeVisible();
  expect(await entries(staff, next, "contacts")).toEqual([]);
  expect(await kept(other)).toEqual([rows[0]![0]]);
  await other.goto("/para");
  await other.goto((await staff.pairing(binder)).link);
  await other.getByRole("button", { name: "Öppna med koden ändå" }).click();
  await other.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect.poll(() => kept(other)).toEqual([]);
  await arrives(staff, binder, "contacts", "phone", ["08-hemligt, och mer"]);
});

test("what a coordinator has not sent, to the last key, and not what she has taken out again", async ({ page, staff, binder, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  await page.goto(`/kontakter?b=${binder}`);
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await expect(nameField(page)).toBeVisible();
  await typeAndReload(nameField(page), "Karin Ros");
  await expect(nameField(page)).toHaveValue("Karin Ros");
  await expect(page.getByRole("button", { name: "Skicka förslag" })).toBeVisible();
  await expect.poll(() => kept(page, "unsent")).toEqual([]);
  // All of it is taken out again in one breath with the next reload.
  await nameField(page).focus();
  const loaded = page.waitForEvent("load");
  await nameField(page).evaluate((field: HTMLInputElement) => {
    field.value = "Karin Rosén";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.value = "";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    location.reload();
  });
  await loaded;
  await expect(nameField(page)).toHaveValue("");
  await expect(page.getByRole("button", { name: "Skicka förslag" })).toHaveCount(0);
  expect(await entries(staff, binder, "contacts")).toEqual([]);
});

test("words that cannot be put back are listed with what did not arrive, and can be copied or let go", async ({ owner, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await phoneField(owner).focus();
  await phoneField(owner).evaluate((field: HTMLInputElement) => {
    field.value = "08-123";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // As an earlier page left it, about somebody who is not in the copy.
    const [name, kept] = Object.entries(localStorage).find(([key]) => key.startsWith("parmen.typed"))!;
    const row = JSON.parse(JSON.parse(kept));
    const gone = "01900000-0000-7000-8000-00000000dead";
    const other = { ...row, page: "another", at: row.at - 60_000, words: { ...row.words, entry: gone } };
    localStorage.setItem(name.replace(row.words.entry, gone), JSON.stringify(JSON.stringify(other)));
  });
  await sent(owner);
  await owner.goto("/kom-inte-fram");
  await expect(owner.getByText("08-123")).toBeVisible();
  await expect(owner.getByText("Det går inte att skriva in just nu. Appen försöker igen.")).toBeVisible();
  await shot(owner, "kom-inte-fram-ord");
  await owner.getByRole("button", { name: "Ta bort härifrån" }).click();
  await expect(owner.getByText("Allt du har skrivit har kommit fram, eller väntar på nät.")).toBeVisible();
  expect(await kept(owner)).toEqual([]);
});
