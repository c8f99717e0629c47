// Two people write in the same place while one of them has no network: both texts are kept, and the owner
// chooses.
import { type Page } from "@playwright/test";
import { expect, pair, test } from "../fixtures.ts";
import { loseNetwork } from "../pages/breaking.ts";
import { bookByCoordinator, writeTogether } from "../pages/coordinator.ts";
import { addContact, nameField } from "../pages/contacts.ts";
import { bar, keptHere, openTab, sent, write } from "../pages/frame.ts";
import { arrives, entries, heads } from "../pages/log.ts";
import { addGoal } from "../pages/plan.ts";
import { type Staff } from "../staff.ts";

const goalField = (page: Page) => page.getByLabel("Målet med dina egna ord");

// Her goal is on the server, and a meeting is open.
async function goalInMeeting(owner: Page, staff: Staff, binder: string) {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await goalField(owner).blur();
  await arrives(staff, binder, "plan", "text", ["Jag vill bo själv"]);
  const [goal] = await entries(staff, binder, "plan");
  const meeting = await bookByCoordinator(staff, binder, { days: 0, status: "open" });
  return { goal: goal!.id, meeting, over: { text: await heads(staff, binder, "plan", goal!.id, "text") } };
}

test("two versions of one text are both shown and she keeps hers", async ({ owner, staff, binder, context, server, shot }) => {
  const { goal, meeting, over } = await goalInMeeting(owner, staff, binder);
  await loseNetwork(context, server);
  await write(goalField(owner), "Jag vill bo själv med katt");
  await goalField(owner).blur();
  await keptHere(owner);
  await writeTogether(staff, binder, meeting, {
    tab: "plan", entry: goal, kind: "goal", fields: { text: { text: "Jag vill bo själv i Solna" } }, over,
  });
  await context.setOffline(false);

  const choice = owner.getByRole("region", { name: "Två versioner" });
  await expect(choice.getByText("Jag vill bo själv med katt")).toBeVisible();
  await expect(choice.getByText("Jag vill bo själv i Solna")).toBeVisible();
  await expect(choice.getByText(/^Du, /)).toBeVisible();
  await expect(choice.getByText(/^Anna, /)).toBeVisible();
  await shot(owner, "two-versions");
  await arrives(staff, binder, "plan", "text", ["Jag vill bo själv i Solna", "Jag vill bo själv med katt"]);
  await bar(owner).getByRole("link", { name: "Min pärm" }).click();
  await expect(owner.getByRole("link", { name: /^Mål och plan/ })).toContainText("Två versioner");
  await owner.goBack();
  await choice.getByRole("button", { name: "Behåll min" }).click();
  await expect(choice).toHaveCount(0);
  await expect(goalField(owner)).toHaveValue("Jag vill bo själv med katt");
  await arrives(staff, binder, "plan", "text", ["Jag vill bo själv med katt"]);
});

test("of two versions she can choose the other", async ({ owner, staff, binder, context, server }) => {
  const { goal, meeting, over } = await goalInMeeting(owner, staff, binder);
  await loseNetwork(context, server);
  await write(goalField(owner), "Jag vill bo på landet");
  await writeTogether(staff, binder, meeting, {
    tab: "plan", entry: goal, kind: "goal", fields: { text: { text: "Jag vill bo i stan" } }, over,
  });
  await context.setOffline(false);
  const choice = owner.getByRole("region", { name: "Två versioner" });
  await choice.getByRole("button", { name: "Välj den här" }).click();
  await expect(choice).toHaveCount(0);
  await expect(goalField(owner)).toHaveValue("Jag vill bo i stan");
  await arrives(staff, binder, "plan", "text", ["Jag vill bo i stan"]);
});

test("what arrives while she writes does not change her words under her fingers", async ({ owner, staff, binder }) => {
  const { goal, meeting, over } = await goalInMeeting(owner, staff, binder);
  await goalField(owner).focus();
  await goalField(owner).press("End");
  await goalField(owner).pressSequentially(" nära");
  await writeTogether(staff, binder, meeting, {
    tab: "plan", entry: goal, kind: "goal", fields: { text: { text: "Jag vill bo i stan" } }, over,
  });
  await expect(owner.getByRole("region", { name: "Två versioner" })).toBeVisible();
  await expect(goalField(owner)).toBeFocused();
  await goalField(owner).pressSequentially(" skogen");
  await expect(goalField(owner)).toHaveValue("Jag vill bo själv nära skogen");
  await arrives(staff, binder, "plan", "text", ["Jag vill bo i stan", "Jag vill bo själv nära skogen"]);
});

test("what one phone removes and another changes is asked about and not lost", async ({ owner, browser, staff, binder, context, server, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  const other = await (await browser.newContext()).newPage();
  await pair(other, (await staff.pairing(binder)).link);
  await openTab(other, "Kontakter");
  await other.getByRole("link", { name: "Bo Ek" }).click();

  await loseNetwork(context, server);
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await owner.getByRole("button", { name: "Ta bort kontakten" }).click();
  await expect(owner.getByText("Bo Ek är borttagen.")).toBeVisible();
  await write(nameField(other), "Bo Ekström");
  await sent(other);
  await context.setOffline(false);

  const note = owner.getByText("Borttagen på en telefon, ändrad på en annan.");
  // The question stands in the list already.
  await expect(owner.getByRole("link", { name: /^Bo Ekström/ })).toContainText("Borttagen på en telefon, ändrad på en annan.");
  await owner.getByRole("link", { name: /^Bo Ekström/ }).click();
  await expect(note).toBeVisible();
  await shot(owner, "removed-and-changed");
  await owner.getByRole("button", { name: "Ha kvar" }).click();
  await expect(note).toHaveCount(0);
  await arrives(staff, binder, "contacts", "name", ["Bo Ekström"]);
  await other.context().close();
});

test("two versions from her own two phones are told apart, and both can be used", async ({ owner, browser, staff, binder, context, server, shot }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await sent(owner);
  const other = await (await browser.newContext()).newPage();
  await pair(other, (await staff.pairing(binder)).link);
  await openTab(other, "Mål och plan");
  await other.getByRole("link", { name: /Jag vill bo själv/ }).click();
  await loseNetwork(context, server);
  await write(goalField(owner), "Jag vill bo själv med katt");
  await goalField(owner).blur();
  await keptHere(owner);
  await write(goalField(other), "Jag vill bo nära mamma");
  await sent(other);
  await context.setOffline(false);

  const choice = owner.getByRole("region", { name: "Två versioner" });
  await expect(choice.getByText(/^Du, .*, skrevs sist$/)).toHaveCount(1);
  await expect(choice.getByRole("button", { name: "Behåll min" })).toHaveCount(0);
  await expect(choice.getByRole("button", { name: "Välj den här" })).toHaveCount(2);
  await choice.scrollIntoViewIfNeeded();
  await shot(owner, "two-versions-of-hers");
  await choice.getByRole("button", { name: "Använd båda" }).click();
  await expect(choice).toHaveCount(0);
  await expect(goalField(owner)).toHaveValue(/katt/);
  await expect(goalField(owner)).toHaveValue(/mamma/);
  await sent(owner);
  const [goal] = await entries(staff, binder, "plan");
  expect(goal!.fields!.text!.current.length).toBe(1);
  await other.context().close();
});

test("of three versions all can be used, and it is said so", async ({ owner, staff, binder, shot }) => {
  const { goal, meeting } = await goalInMeeting(owner, staff, binder);
  for (const text of ["Jag vill bo i Solna", "Jag vill bo på landet"]) {
    await writeTogether(staff, binder, meeting, { tab: "plan", entry: goal, kind: "goal", fields: { text: { text } } });
  }
  const choice = owner.getByRole("region", { name: "Flera versioner" });
  await expect(choice.getByRole("listitem")).toHaveCount(3);
  await expect(choice.getByText("Alla finns kvar tills du väljer.")).toBeVisible();
  await shot(owner, "three-versions");
  await choice.getByRole("button", { name: "Använd alla" }).click();
  await expect(choice).toHaveCount(0);
  for (const words of ["själv", "Solna", "landet"]) await expect(goalField(owner)).toHaveValue(new RegExp(words));
});
