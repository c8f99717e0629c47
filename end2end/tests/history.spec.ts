// "Så har det ändrats": nothing she wrote is lost, everybody sees who changed what, and earlier words can be put back.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../fixtures.ts";
import { bookByCoordinator, propose, send } from "../pages/coordinator.ts";
import { addContact, nameField, phoneField } from "../pages/contacts.ts";
import { keptHere, openTab, savedHere, sent, undo, write } from "../pages/frame.ts";
import { changes, openHistory, putBack, says } from "../pages/history.ts";
import { arrives, entries, heads } from "../pages/log.ts";
import { answerAll, save } from "../pages/rating.ts";
import { addSign } from "../pages/signs.ts";

const OLD = "070-111 11 11";
const NEW = "08-222 22 22";

// A contact whose number she has changed once.
async function changedContact(owner: Page): Promise<void> {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Ek", phone: OLD });
  await owner.getByRole("link", { name: "Eva Ek" }).click();
  await write(phoneField(owner), NEW);
  await phoneField(owner).blur();
}

test("she sees what stood before, puts it back, and takes that back", async ({ owner, staff, binder, shot }) => {
  await changedContact(owner);
  await openHistory(owner);
  await says(owner, 0, { by: "Du skrev", before: OLD, after: NEW });
  await says(owner, 1, { by: "Du skrev", after: OLD });
  await says(owner, 2, { by: "Du skrev det här först", after: "Eva Ek" });
  await expect(changes(owner)).toHaveCount(3);
  await expect(changes(owner).first()).toContainText(/dag \d+ \S+ kl\. \d\d[.:]\d\d/);
  await shot(owner, "history");

  await owner.getByRole("button", { name: `Skriv tillbaka: ${OLD}` }).click();
  await expect(owner.getByRole("button", { name: "Ja, skriv tillbaka" })).toBeFocused();
  await shot(owner, "history-ask");
  const { violations } = await new AxeBuilder({ page: owner }).setLegacyMode().include("main").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  await owner.getByRole("button", { name: "Nej", exact: true }).click();
  await expect(changes(owner)).toHaveCount(3);

  await putBack(owner, OLD, NEW);
  await says(owner, 0, { by: "Du skrev", before: NEW, after: OLD });
  await expect(changes(owner)).toHaveCount(4);
  await shot(owner, "history-put-back");
  await arrives(staff, binder, "contacts", "phone", [OLD]);
  await undo(owner);
  await says(owner, 0, { by: "Du skrev", before: OLD, after: NEW });
  await expect(changes(owner), "nothing is rubbed out").toHaveCount(5);
  await arrives(staff, binder, "contacts", "phone", [NEW]);
  await owner.getByRole("banner").getByRole("link", { name: "Kontakt" }).click();
  await expect(phoneField(owner)).toHaveValue(NEW);
});

test("without network it is all there, what has not left the phone too", async ({ owner, staff, binder, server }) => {
  await changedContact(owner);
  await sent(owner);
  await readyOffline(owner);
  await cut(owner.context(), server);
  const EVENING = "Ring efter klockan fem";
  await write(owner.getByLabel("När hen går att nå"), EVENING);
  await owner.getByLabel("När hen går att nå").blur();
  await keptHere(owner);
  await openHistory(owner);
  await owner.reload();
  await says(owner, 0, { by: "Du skrev", after: EVENING });
  await says(owner, 1, { by: "Du skrev", before: OLD, after: NEW });
  await putBack(owner, OLD, NEW);
  await says(owner, 0, { by: "Du skrev", before: NEW, after: OLD });
  await mend(owner.context(), server);
  await arrives(staff, binder, "contacts", "phone", [OLD]);
});

test("what was removed, taken back, suggested and answered says who did it", async ({ owner, staff, binder, shot }) => {
  await changedContact(owner);
  await sent(owner);
  await owner.getByRole("button", { name: "Ta bort kontakten" }).click();
  await arrives(staff, binder, "contacts", "name", []);
  await owner.getByText("Borttaget", { exact: true }).click();
  await owner.getByRole("button", { name: "Ta tillbaka Eva Ek" }).click();
  await arrives(staff, binder, "contacts", "name", ["Eva Ek"]);
  const [contact] = await entries(staff, binder, "contacts");
  const over = { name: await heads(staff, binder, "contacts", contact!.id, "name") };
  const fields = { name: { text: "Eva Ekström" } };
  await propose(staff, binder, { tab: "contacts", entry: contact!.id, kind: "contact", fields, over });
  await owner.getByRole("link", { name: /^Eva Ek/ }).click();
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(nameField(owner)).toHaveValue("Eva Ekström");
  await openHistory(owner);
  const told = ["Du sa ja till förslaget från Anna", "Anna föreslog", "Du tog tillbaka", "Du tog bort", "Du skrev", "Du skrev", "Du skrev det här först"];
  await expect(changes(owner).getByRole("heading", { level: 2 })).toHaveText(told);
  await says(owner, 0, { by: told[0]!, before: "Eva Ek", after: "Eva Ekström" });
  await shot(owner, "history-answered");
  await putBack(owner, "Eva Ek", "Eva Ekström");
  await arrives(staff, binder, "contacts", "name", ["Eva Ek"]);
});

test("a sign tells of its lines", async ({ owner, shot }) => {
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Sover dåligt", mine: "Går en runda" });
  await owner.getByRole("link", { name: /Sover dåligt/ }).click();
  await owner.getByRole("button", { name: "Ändra", exact: true }).click();
  await write(owner.getByLabel("Det här gör jag"), "Ringer mamma");
  await owner.getByLabel("Det här gör jag").blur();
  await owner.getByRole("button", { name: "Klart", exact: true }).click();
  await openHistory(owner);
  await says(owner, 0, { by: "Du skrev", before: "Går en runda", after: "Ringer mamma" });
  await expect(changes(owner).last()).toContainText("Sover dåligt");
  await shot(owner, "history-sign");
});

test("a long history shows the latest and the older ones when asked", async ({ owner, staff, binder }) => {
  const meeting = await bookByCoordinator(staff, binder, { days: 3 });
  let over: string[] = [];
  const ops = Array.from({ length: 25 }, (_, n) => {
    const fields = { place: { over, value: { text: `Rum ${n + 1}, våning ${n % 3}` } } };
    const made_at = Date.now() - (25 - n) * 3_600_000;
    const op = staff.op("meetings", meeting, "write", { entry_kind: "meeting", fields }, { made_at });
    over = [op.id];
    return op;
  });
  await send(staff, binder, ops);
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: /Möte med samordnare/ }).first().click();
  await expect(owner.getByText("Rum 25")).toBeVisible();
  await openHistory(owner);
  await expect(changes(owner)).toHaveCount(20);
  await says(owner, 0, { by: "Anna skrev", before: "Rum 24, våning 2", after: "Rum 25, våning 0" });
  await owner.getByRole("button", { name: "Visa äldre" }).click();
  await expect(changes(owner)).toHaveCount(26);
  await expect(changes(owner).nth(20).getByRole("heading", { level: 2 })).toBeFocused();
  await expect(changes(owner).last().getByRole("heading", { level: 2 })).toHaveText("Anna skrev det här först");
  await expect(owner.getByRole("button", { name: "Visa äldre" })).toHaveCount(0);
});

test("nothing of earlier ratings is told while one waits to be made", async ({ owner, staff, binder }) => {
  await owner.goto("/skattning/ny");
  await answerAll(owner, [31, 40, 26, 52]);
  await save(owner);
  const why = owner.getByLabel("Vad har bidragit?");
  await why.fill("Jag har fått sova.");
  await savedHere(why);
  await why.fill("Mamma har varit här.");
  await savedHere(why);
  await why.blur();
  await openHistory(owner);
  await says(owner, 0, { by: "Du skrev", before: "Jag har fått sova.", after: "Mamma har varit här." });
  await expect(changes(owner).last()).toContainText("Du gjorde skattningen");
  await expect(owner.getByRole("main")).not.toContainText(/14,9|31|52/);
  await bookByCoordinator(staff, binder, { days: 3, kind: "care_team" });
  await expect(owner.getByText("Du svarar fritt, som det är nu. De tidigare ligger för sig.")).toBeVisible();
  await expect(changes(owner)).toHaveCount(0);
  await expect(owner.getByText("Jag har fått sova.")).toHaveCount(0);
  await owner.reload();
  await expect(owner.getByText("Du svarar fritt, som det är nu. De tidigare ligger för sig.")).toBeVisible();
  await expect(owner.getByText("Mamma har varit här.")).toHaveCount(0);
});
