// The coordinator suggests; the owner says yes, no, or later, with one tap.
import { expect, test } from "../fixtures.ts";
import { loseNetwork } from "../pages/breaking.ts";
import { propose } from "../pages/coordinator.ts";
import { addContact } from "../pages/contacts.ts";
import { bar, openTab, sent } from "../pages/frame.ts";
import { arrives, entries, heads } from "../pages/log.ts";
import { addGoal } from "../pages/plan.ts";
import { uuid7 } from "../staff.ts";

test("yes takes a suggested contact in", async ({ owner, staff, binder, shot }) => {
  await propose(staff, binder, {
    tab: "contacts", entry: uuid7(), kind: "contact",
    fields: { name: { text: "Karin Ros" }, phone: { text: "08-700 00 00" } },
  });
  await bar(owner).getByRole("link", { name: "Min pärm" }).click();
  const row = owner.getByRole("link", { name: /^Kontakter/ });
  await expect(row).toContainText("Ett förslag väntar");
  await shot(owner, "proposal-binder");
  await row.click();
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toBeVisible();
  await shot(owner, "proposal-contact");
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toHaveCount(0);
  await expect(owner.getByRole("link", { name: /^Karin Ros/ })).toBeVisible();
  await expect(owner.getByRole("button", { name: /^Ring Karin/ })).toBeVisible();
  await arrives(staff, binder, "contacts", "name", ["Karin Ros"]);
});

test("yes to a changed text shows both before and replaces one by the other", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await sent(owner);
  const [goal] = await entries(staff, binder, "plan");
  const over = { text: await heads(staff, binder, "plan", goal!.id, "text") };
  await propose(staff, binder, {
    tab: "plan", entry: goal!.id, kind: "goal", fields: { text: { text: "Jag vill bo själv i Solna" } }, over,
  });
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toBeVisible();
  await expect(owner.getByText("Nu står det")).toBeVisible();
  await expect(owner.getByText("Anna skriver", { exact: true })).toBeVisible();
  await shot(owner, "proposal-goal");
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByLabel("Målet med dina egna ord")).toHaveValue("Jag vill bo själv i Solna");
  await arrives(staff, binder, "plan", "text", ["Jag vill bo själv i Solna"]);
});

test("no leaves her words as they were", async ({ owner, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  const [bo] = await entries(staff, binder, "contacts");
  const over = { name: await heads(staff, binder, "contacts", bo!.id, "name") };
  await propose(staff, binder, { tab: "contacts", entry: bo!.id, kind: "contact", fields: { name: { text: "Bosse" } }, over });
  await owner.getByRole("link", { name: /Bo Ek.*Ett förslag väntar/s }).click();
  await owner.getByRole("button", { name: "Nej tack" }).click();
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toHaveCount(0);
  await expect(owner.getByLabel("Namn", { exact: true })).toHaveValue("Bo Ek");
  await expect.poll(async () => (await entries(staff, binder, "contacts"))[0]?.proposals ?? []).toEqual([]);
  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
});

test("later keeps it for the meeting", async ({ owner, staff, binder, shot }) => {
  await propose(staff, binder, {
    tab: "plan", entry: uuid7(), kind: "goal", fields: { text: { text: "Lära sig simma" } },
  });
  await openTab(owner, "Mål och plan");
  await owner.getByRole("button", { name: "Ta det på mötet" }).click();
  await expect(owner.getByRole("heading", { level: 2, name: "Till mötet" })).toBeVisible();
  await expect(owner.getByText("Sparat till mötet")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Ta det på mötet" })).toHaveCount(0);
  await expect(owner.getByRole("button", { name: "Ja, ta med det" })).toBeVisible();
  await shot(owner, "proposal-later");
});

test("a suggestion is answered without network and the answer arrives", async ({ owner, staff, binder, context, server }) => {
  await propose(staff, binder, { tab: "contacts", entry: uuid7(), kind: "contact", fields: { name: { text: "Karin" } } });
  await openTab(owner, "Kontakter");
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toBeVisible();
  await loseNetwork(context, server);
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByRole("link", { name: "Karin" })).toBeVisible();
  await context.setOffline(false);
  await arrives(staff, binder, "contacts", "name", ["Karin"]);
});
