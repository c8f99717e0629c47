// "Borttaget": what was taken away is found again without its address, and comes back with all it held.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { loseNetwork } from "../pages/breaking.ts";
import { addContact, namesOf } from "../pages/contacts.ts";
import { bar, openTab, sent, undo } from "../pages/frame.ts";
import { arrives, entries } from "../pages/log.ts";
import { addGoal, addPart } from "../pages/plan.ts";
import { addSign } from "../pages/signs.ts";

const removed = (page: Page) => page.getByRole("group").filter({ hasText: "Borttaget" });
const open = (page: Page) => page.getByText("Borttaget", { exact: true }).click();

test("a removed contact is found in Borttaget, without network too, and comes back", async ({ owner, staff, binder, context, server, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "08-123" });
  await expect(owner.getByText("Borttaget", { exact: true })).toHaveCount(0);
  await sent(owner);
  await loseNetwork(context, server);
  await owner.getByRole("link", { name: /^Bo Ek/ }).click();
  await owner.getByRole("button", { name: "Ta bort kontakten" }).click();
  await owner.getByRole("button", { name: "Stäng", exact: true }).click();
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await openTab(owner, "Kontakter");
  await open(owner);
  await expect(removed(owner)).toContainText("Det går att ta tillbaka i 90 dagar. Sedan är det borta för gott.");
  await expect(removed(owner)).toContainText(/Bo Ek\s*Du tog bort, \d+ \w+ \d\d\.\d\d/);
  await shot(owner, "removed-contacts");
  await removed(owner).getByRole("button", { name: "Ta tillbaka Bo Ek" }).click();
  await expect(owner.getByRole("link", { name: /^Bo Ek/ })).toBeVisible();
  await expect(owner.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(removed(owner)).toHaveCount(0);
  await undo(owner);
  await expect(removed(owner)).toHaveCount(1);
  await open(owner);
  await removed(owner).getByRole("button", { name: "Ta tillbaka Bo Ek" }).click();
  await expect.poll(() => namesOf(owner)).toEqual(["Bo Ek"]);
  await context.setOffline(false);
  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
});

test("a goal comes back with what went with it, and a sign, its line and a meeting by themselves", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Bo själv");
  await addPart(owner, "Hitta en lägenhet");
  await bar(owner).getByRole("link", { name: "Min pärm" }).click();
  await openTab(owner, "Mål och plan");
  await owner.getByRole("link", { name: /^Bo själv/ }).click();
  await owner.getByRole("button", { name: "Ta bort målet" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Mål och plan" })).toBeVisible();
  await open(owner);
  await expect(removed(owner).getByRole("button")).toHaveCount(1);
  await shot(owner, "removed-goal");
  await removed(owner).getByRole("button", { name: "Ta tillbaka Bo själv" }).click();
  await expect(owner.getByText("Hitta en lägenhet")).toBeVisible();
  await arrives(staff, binder, "plan", "text", ["Bo själv", "Hitta en lägenhet"]);

  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Sover dåligt", mine: "Går ut" });
  await owner.getByRole("link", { name: /Sover dåligt/ }).click();
  await owner.getByRole("button", { name: /Ändra/ }).first().click();
  await owner.getByRole("button", { name: "Ta bort tecknet" }).click();
  await openTab(owner, "Tidiga tecken");
  await open(owner);
  await expect(removed(owner)).toContainText(/Sover dåligt\s*Tecken\. Du tog bort, /);
  await removed(owner).getByRole("button", { name: "Ta tillbaka Sover dåligt" }).click();
  await expect(owner.getByRole("link", { name: /Sover dåligt/ })).toBeVisible();
  await sent(owner);
  expect((await entries(staff, binder, "warning_plan")).every(({ presence }) => presence.is === "present")).toBe(true);
});
