// The coordinator suggests; the owner says yes, no, or later, with one tap.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { loseNetwork } from "../pages/breaking.ts";
import { bookByCoordinator, propose, writeTogether } from "../pages/coordinator.ts";
import { addContact } from "../pages/contacts.ts";
import { bar, openTab, sent, undo } from "../pages/frame.ts";
import { arrives, entries, heads } from "../pages/log.ts";
import { addActivity, addGoal } from "../pages/plan.ts";
import { type Staff, uuid7 } from "../staff.ts";

const card = (owner: Page) => owner.locator("section").filter({ has: owner.getByRole("heading", { name: "Anna har ett förslag" }) });
const said = (owner: Page) => owner.getByRole("status").filter({ has: owner.getByRole("button", { name: "Ångra" }) });

// Two texts stand in one goal, and a third is suggested for it.
async function suggestedOverTwo(owner: Page, staff: Staff, binder: string): Promise<void> {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await sent(owner);
  const [goal] = await entries(staff, binder, "plan");
  const meeting = await bookByCoordinator(staff, binder, { days: 0, status: "open" });
  const change = { tab: "plan", entry: goal!.id, kind: "goal" };
  await writeTogether(staff, binder, meeting, { ...change, fields: { text: { text: "Jag vill bo i Solna" } } });
  await propose(staff, binder, { ...change, fields: { text: { text: "Jag vill bo på landet" } } });
  await expect(card(owner)).toContainText("Nu står det två versioner");
}

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
  const answers = async () => ((await entries(staff, binder, "contacts"))[0]?.proposals ?? []).map((proposal) => proposal.answer);
  await expect.poll(answers).toEqual(["decline"]);
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

test("yes over two versions replaces the two she was shown, and Ångra brings both back and asks again", async ({ owner, staff, binder, shot }) => {
  await suggestedOverTwo(owner, staff, binder);
  await expect(card(owner).getByText("Jag vill bo själv")).toBeVisible();
  await expect(card(owner).getByText("Jag vill bo i Solna")).toBeVisible();
  await card(owner).scrollIntoViewIfNeeded();
  await shot(owner, "proposal-over-two-versions");
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(said(owner)).toContainText("Du sa ja till förslaget från Anna.");
  await shot(owner, "proposal-undo");
  await arrives(staff, binder, "plan", "text", ["Jag vill bo på landet"]);
  await undo(owner);
  await expect(card(owner)).toBeVisible();
  const versions = owner.getByRole("region", { name: "Två versioner" });
  await expect(versions.getByText(/^Du, /)).toBeVisible();
  await expect(versions.getByText(/^Anna, /)).toBeVisible();
  await arrives(staff, binder, "plan", "text", ["Jag vill bo i Solna", "Jag vill bo själv"]);
  await owner.reload();
  await expect(card(owner).getByRole("button", { name: "Ja, ta med det" })).toBeVisible();
});

test("the same without network", async ({ owner, staff, binder, context, server }) => {
  await suggestedOverTwo(owner, staff, binder);
  await loseNetwork(context, server);
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(said(owner)).toContainText("Du sa ja till förslaget från Anna.");
  await undo(owner);
  await expect(card(owner).getByText("Jag vill bo i Solna")).toBeVisible();
  await owner.getByRole("button", { name: "Nej tack" }).click();
  await expect(said(owner)).toContainText("Du sa nej till förslaget från Anna.");
  await expect(card(owner)).toHaveCount(0);
  await undo(owner);
  await expect(card(owner)).toBeVisible();
  await context.setOffline(false);
  await sent(owner);
  await arrives(staff, binder, "plan", "text", ["Jag vill bo i Solna", "Jag vill bo själv"]);
  await expect.poll(async () => (await entries(staff, binder, "plan"))[0]?.proposals?.map(({ answer }) => answer)).toEqual([undefined]);
});

test("a suggested contact taken in by mistake is a suggestion again", async ({ owner, staff, binder }) => {
  await propose(staff, binder, { tab: "contacts", entry: uuid7(), kind: "contact", fields: { name: { text: "Karin" } } });
  await openTab(owner, "Kontakter");
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByRole("link", { name: "Karin" })).toBeVisible();
  await undo(owner);
  await expect(card(owner)).toContainText("Karin");
  await expect(owner.getByRole("link", { name: "Karin" })).toHaveCount(0);
  await expect(card(owner).getByRole("button", { name: "Ta det på mötet" })).toBeVisible();
});

test("a late Ångra leaves what has been chosen anew", async ({ owner, staff, binder }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await addActivity(owner, { what: "Söka lägenhet", who: "Jag själv", when: "I vår", authority: "Regionen" });
  await sent(owner);
  const line = (await entries(staff, binder, "plan")).find(({ kind }) => kind === "activity")!;
  const change = { tab: "plan", entry: line.id, kind: "activity" };
  await propose(staff, binder, { ...change, fields: { authority: { choice: "municipality" } } });
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(said(owner)).toContainText("Du sa ja till förslaget från Anna.");
  await arrives(staff, binder, "plan", "authority", ["municipality"]);
  // At the meeting they choose again, while the bar still stands on her screen.
  const meeting = await bookByCoordinator(staff, binder, { days: 0, status: "open" });
  await writeTogether(staff, binder, meeting, { ...change, fields: { authority: { choice: "open" } } });
  await expect(owner.getByText(/Öppen fråga/).first()).toBeVisible();
  await undo(owner);
  await expect(card(owner)).toBeVisible();
  await sent(owner);
  await arrives(staff, binder, "plan", "authority", ["open"]);
});

test("of several suggestions for the plan one stands open, and none opens where her thumb has just said yes", async ({ owner, staff, binder, shot }) => {
  const goals = ["Lära mig simma", "Laga mat två dagar", "Börja på Fontänhuset"];
  for (const words of goals) {
    await propose(staff, binder, { tab: "plan", entry: uuid7(), kind: "goal", fields: { text: { text: words } } });
  }
  await openTab(owner, "Mål och plan");
  const yes = owner.getByRole("button", { name: "Ja, ta med det" });
  const rows = owner.getByRole("button", { name: "Ett nytt mål" });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Laga mat två dagar");
  await expect(yes).toHaveCount(1);
  await expect(card(owner)).toContainText("Lära mig simma");
  // One strong button on the page.
  const strong = () => owner.locator("main .button:not(.button--quiet, .button--text):visible").allInnerTexts();
  expect(await strong()).toEqual(["Ja, ta med det"]);
  await shot(owner, "proposals-several");
  // The next one gets the strong button, and what stands above it stays as it is.
  const above = await card(owner).first().boundingBox();
  await rows.first().dblclick();
  await expect(card(owner)).toHaveCount(2);
  expect(await card(owner).first().boundingBox()).toEqual(above);
  expect(await strong()).toEqual(["Ja, ta med det"]);
  await shot(owner, "proposals-several-second");
  await card(owner).filter({ hasText: "Laga mat" }).getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByRole("link", { name: "Laga mat två dagar" })).toBeVisible();
  await expect(card(owner), "nothing opens where she has said yes").toHaveCount(1);
  await expect(rows).toHaveCount(1);
  expect(await strong()).toEqual(["Lägg till ett mål"]);
  await card(owner).getByRole("button", { name: "Nej tack" }).click();
  await expect(card(owner)).toHaveCount(0);
  await rows.click();
  await expect(card(owner)).toContainText("Börja på Fontänhuset");
  await expect(owner.getByText("Ett nytt mål", { exact: true })).toBeFocused();
  await owner.getByRole("button", { name: "Ta det på mötet" }).click();
  await expect(owner.getByText("Sparat till mötet", { exact: true })).toBeVisible();
  await expect(yes).toHaveCount(1);
  await undo(owner);
  await expect(card(owner)).toContainText("Börja på Fontänhuset");
  await arrives(staff, binder, "plan", "text", ["Laga mat två dagar"]);
});

test("of several suggested people and signs one stands open, and the others say what they are", async ({ owner, staff, binder, shot }) => {
  for (const name of ["Karin Ros", "Bo Ek"]) {
    await propose(staff, binder, { tab: "contacts", entry: uuid7(), kind: "contact", fields: { name: { text: name } } });
  }
  for (const words of ["Jag sover inte", "Jag går inte ut"]) {
    await propose(staff, binder, { tab: "warning_plan", entry: uuid7(), kind: "sign", fields: { text: { text: words } } });
  }
  for (const [tab, about, first, second] of [
    ["Kontakter", "Ny kontakt", "Karin Ros", "Bo Ek"],
    ["Tidiga tecken", "Nytt tecken", "Jag sover inte", "Jag går inte ut"],
  ] as const) {
    await openTab(owner, tab);
    await expect(card(owner)).toHaveCount(1);
    await expect(card(owner)).toContainText(first);
    const row = owner.getByRole("button", { name: about });
    await expect(row).toContainText(second);
    await shot(owner, `proposals-several-${about}`);
    await card(owner).getByRole("button", { name: "Ja, ta med det" }).click();
    await expect(owner.getByRole("link", { name: first }), "taken in").toBeVisible();
    await expect(card(owner), "nothing opens where she has said yes").toHaveCount(0);
    await row.click();
    await expect(card(owner)).toContainText(second);
    await card(owner).getByRole("button", { name: "Nej tack" }).click();
    await expect(card(owner)).toHaveCount(0);
  }
  await arrives(staff, binder, "contacts", "name", ["Karin Ros"]);
});
