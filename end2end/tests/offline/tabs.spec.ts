// Each tab with the network gone and the server stopped: she writes, it stands in the phone, she closes and
// opens the app, and when both are back the coordinator has every word.
import { type BrowserContext, type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { inDays } from "../../pages/days.ts";
import { bar, keptHere, openTab, savedHere, sent, type Tab } from "../../pages/frame.ts";
import { arrives, entries } from "../../pages/log.ts";
import { book } from "../../pages/meetings.ts";
import { addActivity, addGoal, addPart, evaluate } from "../../pages/plan.ts";
import { answerAll, save } from "../../pages/rating.ts";
import { addSign, callFirst, writeWell } from "../../pages/signs.ts";
import type { Server } from "../../server.ts";

async function goOffline(owner: Page, context: BrowserContext, server: Server, tab: Tab): Promise<void> {
  await sent(owner);
  await readyOffline(owner);
  await cut(context, server);
  await owner.goto("/");
  await expect(owner.getByRole("heading", { level: 1, name: "Hej Maja" })).toBeVisible();
  await openTab(owner, tab);
}

async function comeBack(owner: Page, context: BrowserContext, server: Server): Promise<void> {
  await keptHere(owner);
  await mend(context, server);
  await sent(owner);
}

test("Kontakter without network", async ({ owner, context, server, staff, binder, shot }) => {
  await goOffline(owner, context, server, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "070 111 22 33" });
  await addContact(owner, { name: "Ada", group: "står mig nära" });
  await addContact(owner, { name: "Fel Person" });
  await owner.getByRole("link", { name: "Fel Person" }).click();
  await owner.getByRole("button", { name: "Ta bort kontakten" }).click();
  await keptHere(owner);
  await shot(owner, "offline-contacts");
  await owner.reload();
  await expect(owner.getByRole("link", { name: /^Bo Ek/ })).toBeVisible();
  await owner.getByRole("button", { name: /^Ring Bo/ }).click();
  await expect(owner.getByRole("link", { name: "Ja, ring" })).toHaveAttribute("href", "tel:0701112233");
  await owner.getByRole("button", { name: "Nej" }).click();
  await comeBack(owner, context, server);
  await arrives(staff, binder, "contacts", "name", ["Ada", "Bo Ek"]);
  await arrives(staff, binder, "contacts", "phone", ["070 111 22 33"]);
});

test("Tidiga tecken without network", async ({ owner, context, server, staff, binder, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11" });
  await goOffline(owner, context, server, "Tidiga tecken");
  await writeWell(owner, "Jag ritar.");
  await addSign(owner, {
    text: "Jag slutar svara", about: "Relationer", mine: "Ringer Eva", other: { who: "Eva Lind", text: "Kommer förbi" },
  });
  await callFirst(owner, ["Eva Lind"]);
  await owner.reload();
  await expect(owner.getByRole("link", { name: "Jag slutar svara" })).toBeVisible();
  await shot(owner, "offline-signs");
  await owner.getByRole("link", { name: "Läs med stor text" }).click();
  await expect(owner.getByText("Ringer Eva")).toBeVisible();
  await comeBack(owner, context, server);
  await arrives(staff, binder, "warning_plan", "well", ["Jag ritar."]);
  await arrives(staff, binder, "warning_plan", "text", ["Jag slutar svara", "Kommer förbi", "Ringer Eva"]);
  await arrives(staff, binder, "warning_plan", "person", ["Eva Lind", "Eva Lind"]);
});

test("Mål och plan without network", async ({ owner, context, server, staff, binder, shot }) => {
  await goOffline(owner, context, server, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await addPart(owner, "Jag lagar mat");
  await addActivity(owner, { what: "Handla", who: "Jag själv", when: "torsdagar", authority: "Jag själv" });
  await evaluate(owner, "Det fungerade");
  await owner.reload();
  await openTab(owner, "Mål och plan");
  await expect(owner.getByText(/^Det fungerade, /)).toBeVisible();
  await shot(owner, "offline-plan");
  await comeBack(owner, context, server);
  await arrives(staff, binder, "plan", "text", ["Handla", "Jag lagar mat", "Jag vill bo själv"]);
  await expect.poll(async () => (await entries(staff, binder, "plan")).flatMap(({ notes }) => notes ?? []).length).toBe(1);
});

test("Skattning without network", async ({ owner, context, server, staff, binder, shot }) => {
  await goOffline(owner, context, server, "Skattning");
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await answerAll(owner, [31, 40, 26, 52]);
  await save(owner);
  const why = owner.getByLabel("Vad har bidragit?");
  await why.fill("Jag har fått sova.");
  await savedHere(why);
  await why.blur();
  await owner.getByRole("button", { name: "Visa den här skattningen" }).click();
  await expect(owner.getByText("Anna kan se den här skattningen.")).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole("img")).toContainText("14,9");
  await shot(owner, "offline-rating");
  await comeBack(owner, context, server);
  await expect.poll(async () => JSON.stringify(await entries(staff, binder, "ratings"))).toContain("[31,40,26,52]");
  expect(JSON.stringify(await entries(staff, binder, "ratings"))).toContain("Jag har fått sova.");
});

test("Möten without network", async ({ owner, context, server, staff, binder, shot }) => {
  const day = inDays(10);
  await goOffline(owner, context, server, "Möten");
  await book(owner, { day, clock: "14:30" });
  const download = owner.waitForEvent("download");
  await owner.getByRole("button", { name: "Lägg i telefonens kalender" }).click();
  expect((await download).suggestedFilename()).toBe("mote.ics");
  await owner.reload();
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await expect(owner.getByRole("link", { name: /^Nästa möte/ })).toContainText(day.words);
  await shot(owner, "offline-home");
  await comeBack(owner, context, server);
  await arrives(staff, binder, "meetings", "starts", [String(day.at("14:30").getTime())]);
});
