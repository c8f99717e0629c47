// Her own room for signs, for goals with their parts, and for a whole tab: written without network, locked, emptied
// where it stood, and hers on the next phone.
import { type Browser, type Page } from "@playwright/test";
import { cut, expect, mend, pair, readyOffline, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { propose } from "../../pages/coordinator.ts";
import { keptHere, leave, openTab, sent, undo, write } from "../../pages/frame.ts";
import { arrives, entries, words } from "../../pages/log.ts";
import { addActivity, addGoal, addPart, evaluate } from "../../pages/plan.ts";
import { everythingOf, makeKey, ownTab, takeIn, typeKey } from "../../pages/room.ts";
import { addSign, callFirst } from "../../pages/signs.ts";
import type { Staff } from "../../staff.ts";

const ONLY_ME = "Bara du kan läsa det här, i dina telefoner.";

async function nextPhone(browser: Browser, staff: Staff, binder: string, signs: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await pair(page, (await staff.pairing(binder)).link);
  await page.goto("/bara-for-mig");
  await typeKey(page, signs);
  await expect(page.getByText("Nyckeln finns i den här telefonen och på ditt kort.")).toBeVisible();
  return page;
}

async function startRoom(page: Page): Promise<string> {
  await page.goto("/bara-for-mig");
  const { signs } = await makeKey(page);
  await page.getByRole("button", { name: "Jag har kortet på papper" }).click();
  await expect(page.getByText("Nyckeln finns i den här telefonen och på ditt kort.")).toBeVisible();
  return signs;
}

test("a sign that is only for her takes what she does then along, and stands on no page for others", async ({ owner, browser, staff, binder, server, context, shot }) => {
  test.setTimeout(90_000);
  const signs = await startRoom(owner);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "070-123 45 67" });
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag sover dåligt" });
  await readyOffline(owner);
  await cut(context, server);
  await owner.getByRole("link", { name: "Skriv ett tecken" }).click();
  await owner.getByRole("button", { name: "Bara för mig" }).click();
  await expect(owner.getByText(ONLY_ME)).toBeVisible();
  await write(owner.getByLabel("Vad brukar hända?"), "Hemligt tecken");
  await owner.getByRole("button", { name: "Lägg till något jag gör" }).click();
  await write(owner.getByLabel("Det här gör jag"), "Hemlig åtgärd");
  await leave(owner.getByLabel("Det här gör jag"));
  await shot(owner, "room-sign-new");
  await owner.getByRole("button", { name: "Klart" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Hemligt tecken" })).toBeVisible();
  await expect(owner.getByText("Hemlig åtgärd")).toBeVisible();
  await shot(owner, "room-sign");
  await owner.getByRole("banner").getByRole("link", { name: "Tidiga tecken" }).click();
  await expect(owner.getByRole("link", { name: /Hemligt tecken/ })).toContainText("Bara för mig");
  await shot(owner, "room-signs");
  await keptHere(owner);
  await mend(context, server);
  await sent(owner);

  await arrives(staff, binder, "warning_plan", "text", ["Jag sover dåligt"]);
  expect(server.run("export", binder)).not.toContain("Heml");
  expect(everythingOf(server)).not.toContain("Heml");
  for (const address of ["/om-jag-mar-samre", "/tecken/las", "/tecken/kort", "/skriv-ut", "/dela-ut"]) {
    await owner.goto(address);
    await expect(owner.locator("body")).toContainText(/Jag sover dåligt|Bo Ek/);
    await expect(owner.locator("body")).not.toContainText(/Heml/);
  }
  const other = await nextPhone(browser, staff, binder, signs);
  await openTab(other, "Tidiga tecken");
  await other.getByRole("link", { name: /Hemligt tecken/ }).click();
  await expect(other.getByText("Hemlig åtgärd")).toBeVisible();
});

test("a goal moves in with its parts and is gone from others at once, and moves out with all it holds", async ({ owner, browser, staff, binder, server, shot }) => {
  test.setTimeout(90_000);
  const signs = await startRoom(owner);
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Hemligt mål");
  await addPart(owner, "Hemligt delmål");
  await addActivity(owner, { what: "Hemlig sak", who: "Jag själv", when: "torsdagar", authority: "Jag själv" });
  await evaluate(owner, "Det fungerade");
  const all = ["Hemlig sak", "Hemligt delmål", "Hemligt mål"];
  await arrives(staff, binder, "plan", "text", all);
  await owner.getByRole("banner").getByRole("link", { name: "Målet" }).click();
  await owner.getByRole("button", { name: "Bara för mig" }).click();
  await expect(owner.getByText(/Delmålen och vem som gör vad följer med\./)).toBeVisible();
  await shot(owner, "room-goal-ask");
  await takeIn(owner);
  await expect(owner.getByText(ONLY_ME)).toBeVisible();
  await shot(owner, "room-goal");
  await arrives(staff, binder, "plan", "text", []);
  await sent(owner);
  expect(server.run("export", binder)).not.toContain("Heml");

  await owner.getByRole("link", { name: /Hemligt delmål/ }).click();
  await expect(owner.getByText("Bara du kan läsa det här. Det hör till något som är bara för dig.")).toBeVisible();
  await addActivity(owner, { what: "Hemlig sak till", who: "Jag själv", when: "fredagar", authority: "Jag själv" });
  await openTab(owner, "Mål och plan");
  await expect(owner.getByRole("heading", { level: 3, name: "Hemligt delmål" })).toBeVisible();
  await shot(owner, "room-plan");
  await sent(owner);
  expect(server.run("export", binder)).not.toContain("Heml");

  const other = await nextPhone(browser, staff, binder, signs);
  await openTab(other, "Mål och plan");
  await other.getByRole("link", { name: "Hemligt mål" }).click();
  await other.getByRole("button", { name: "Låt andra läsa" }).click();
  await expect(other.getByText(/Delmålen och vem som gör vad följer med\./)).toBeVisible();
  await other.getByRole("button", { name: "Ja, låt andra läsa" }).click();
  await arrives(staff, binder, "plan", "text", [...all, "Hemlig sak till"]);
  await undo(other);
  await arrives(staff, binder, "plan", "text", []);
  await sent(other);
  expect(server.run("export", binder)).not.toContain("Heml");
  await openTab(owner, "Mål och plan");
  await expect(owner.getByRole("link", { name: "Hemligt mål" })).toBeVisible();
});

test("what somebody suggests is answered before it can be hers alone", async ({ owner, staff, binder }) => {
  await startRoom(owner);
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await arrives(staff, binder, "plan", "text", ["Jag vill bo själv"]);
  const [goal] = await entries(staff, binder, "plan");
  await propose(staff, binder, { tab: "plan", entry: goal!.id, kind: "goal", fields: { text: { text: "Annas ord" } } });
  await expect(owner.getByText("Här väntar ett förslag. Svara på det innan du väljer Bara för mig.")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Bara för mig" })).toHaveCount(0);
});

test("a whole tab becomes hers: what she writes and what stood there, and back again", async ({ owner, browser, staff, binder, server, context, shot }) => {
  test.setTimeout(90_000);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "070-123 45 67" });
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag sover dåligt", mine: "Lägger mig tidigt" });
  await callFirst(owner, ["Bo Ek"]);
  const signs = await startRoom(owner);
  await readyOffline(owner);
  await cut(context, server);
  await shot(owner, "room-tabs");
  await owner.getByRole("button", { name: "Gör Tidiga tecken bara för mig" }).click();
  await expect(owner.getByText(/Vem du ska ringa står kvar där\./)).toBeVisible();
  await shot(owner, "room-tab-ask");
  await owner.getByRole("button", { name: "Ja, bara för mig" }).click();
  await expect(ownTab(owner, "Tidiga tecken")).toContainText("Allt nytt du skriver i Tidiga tecken är bara för dig.");
  await shot(owner, "room-tab-own");
  await openTab(owner, "Tidiga tecken");
  await owner.getByRole("link", { name: "Skriv ett tecken" }).click();
  await expect(owner.getByText("Bara du kan läsa det du skriver här. Hela fliken är bara för dig.")).toBeVisible();
  await write(owner.getByLabel("Vad brukar hända?"), "Hemligt tecken");
  await leave(owner.getByLabel("Vad brukar hända?"));
  await openTab(owner, "Tidiga tecken");
  await owner.getByRole("button", { name: /: Så är jag när jag mår bra$/ }).click();
  await write(owner.getByLabel("Så är jag när jag mår bra"), "Hemligt glad");
  await owner.getByRole("button", { name: "Klart", exact: true }).click();
  await expect(owner.getByRole("link", { name: /Hemligt tecken/ })).toContainText("Bara för mig");
  await mend(context, server);
  await sent(owner);
  await arrives(staff, binder, "warning_plan", "text", ["Jag sover dåligt", "Lägger mig tidigt"]);
  expect(await words(staff, binder, "warning_plan", "well")).toEqual([]);
  expect(server.run("export", binder)).not.toContain("Heml");
  await owner.goto("/samtycke#vart");
  await expect(owner.getByText("Det nya du skriver här är bara för dig: Tidiga tecken.")).toBeVisible();

  await owner.goto("/bara-for-mig");
  await owner.getByRole("button", { name: "Gör det som redan står där bara för mig" }).click();
  await expect(owner.getByText(/kan redan ha läst det\./)).toBeVisible();
  await shot(owner, "room-tab-move");
  await owner.getByRole("button", { name: "Ja, bara för mig" }).click();
  await arrives(staff, binder, "warning_plan", "text", []);
  await expect(owner.getByRole("button", { name: "Gör det som redan står där bara för mig" })).toHaveCount(0);
  await sent(owner);
  expect(server.run("export", binder)).not.toContain("sover");
  expect(await words(staff, binder, "warning_plan", "person")).toEqual(["Bo Ek"]);
  await owner.goto("/om-jag-mar-samre");
  await expect(owner.locator("body")).toContainText("Bo Ek");
  await expect(owner.locator("body")).not.toContainText(/Heml|sover/);

  const other = await nextPhone(browser, staff, binder, signs);
  await openTab(other, "Tidiga tecken");
  for (const sign of [/Hemligt tecken/, /Jag sover dåligt/]) {
    await expect(other.getByRole("link", { name: sign })).toContainText("Bara för mig");
  }
  await expect(other.getByText("Hemligt glad")).toBeVisible();
  await other.goto("/bara-for-mig");
  await other.getByRole("button", { name: "Låt andra läsa det nya i Tidiga tecken" }).click();
  await expect(other.getByRole("button", { name: "Gör Tidiga tecken bara för mig" })).toBeVisible();
  await undo(other);
  await expect(other.getByRole("button", { name: "Gör Tidiga tecken bara för mig" })).toHaveCount(0);
  await other.getByRole("button", { name: "Låt andra läsa det nya i Tidiga tecken" }).click();
  await openTab(other, "Tidiga tecken");
  await addSign(other, { text: "Öppet tecken" });
  await arrives(staff, binder, "warning_plan", "text", ["Öppet tecken"]);
});

test("a phone without the key writes nothing open in a tab that is hers alone", async ({ owner, browser, staff, binder }) => {
  await startRoom(owner);
  await owner.getByRole("button", { name: "Gör Mål och plan bara för mig" }).click();
  await owner.getByRole("button", { name: "Ja, bara för mig" }).click();
  await expect(ownTab(owner, "Mål och plan")).toContainText("Allt nytt du skriver i Mål och plan är bara för dig.");
  await sent(owner);
  const other = await (await browser.newContext()).newPage();
  await pair(other, (await staff.pairing(binder)).link);
  await openTab(other, "Mål och plan");
  await expect(other.getByText("Den här telefonen har inte nyckeln.")).toBeVisible();
  await expect(other.getByRole("link", { name: "Lägg till ett mål" })).toHaveCount(0);
});
