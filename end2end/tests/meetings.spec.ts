// Möten: both kinds, the time in words, the next one never empty without a reason, and into the calendar.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
import { cut, expect, mend, readyOffline, test } from "../fixtures.ts";
import { bookByCoordinator } from "../pages/coordinator.ts";
import { inDays } from "../pages/days.ts";
import { bar, openTab, savedHere, sent } from "../pages/frame.ts";
import { arrives } from "../pages/log.ts";
import { book } from "../pages/meetings.ts";

test("a meeting is said in words, here and on her first screen", async ({ owner, staff, binder, shot }) => {
  const day = inDays(21);
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: "Lägg till ett möte" }).click();
  await shot(owner, "meeting-new");
  await owner.goBack();
  await book(owner, { day, clock: "13:00", kind: "Resursgruppsmöte" });
  await expect(owner.getByRole("heading", { level: 1, name: "Resursgruppsmöte" })).toBeVisible();
  await expect(owner.getByText("Om 3 veckor.")).toBeVisible();
  await expect(owner.getByText("Hemma hos mig.")).toBeVisible();
  await shot(owner, "meeting");
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  const card = owner.getByRole("link", { name: /^Nästa möte/ });
  await expect(card).toContainText(day.words);
  await expect(card).toContainText("kl. 13.00");
  await expect(card).toContainText("Om 3 veckor.");
  await shot(owner, "home-meeting");
  await arrives(staff, binder, "meetings", "starts", [String(day.at("13:00").getTime())]);
  await arrives(staff, binder, "meetings", "meeting_kind", ["care_team"]);
});

test("the phone's calendar gets it under a neutral title", async ({ owner }) => {
  const day = inDays(9);
  await openTab(owner, "Möten");
  await book(owner, { day, clock: "09:30" });
  const download = owner.waitForEvent("download");
  await owner.getByRole("button", { name: "Lägg i telefonens kalender" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("mote.ics");
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(await file.path(), "utf8")));
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  expect(events).toHaveLength(1);
  const [event] = events;
  expect(event!.startDate.toJSDate()).toEqual(day.at("09:30"));
  expect(event!.endDate.toJSDate().getTime() - event!.startDate.toJSDate().getTime()).toBe(60 * 60 * 1000);
  expect(event!.summary).toBe("Möte");
  expect(event!.location).toBe("Hemma hos mig");
  expect(calendar.toString()).not.toMatch(/pärm|psyk|resurs/i);
});

test("who leads the meeting is one of those who come, or she herself (R95)", async ({ owner, server, context, shot }) => {
  await openTab(owner, "Möten");
  await book(owner, { day: inDays(9), clock: "09:30" });
  const leads = owner.getByRole("term").filter({ hasText: "Håller i mötet" }).locator("..").getByRole("definition");
  const choose = async (who: string) => {
    await owner.getByRole("button", { name: "Ändra", exact: true }).click();
    await owner.getByLabel("Vem håller i mötet?").selectOption(who);
    await owner.getByRole("button", { name: "Klart" }).click();
  };
  await expect(leads).toHaveCount(0);
  await readyOffline(owner);
  await cut(context, server);
  await choose("Jag själv");
  await expect(leads).toHaveText("Du");
  await shot(owner, "meeting-leads");
  await mend(context, server);
  await sent(owner);
  await owner.reload();
  await expect(leads).toHaveText("Du");
  await choose("Anna Berg");
  await expect(leads).toHaveText("Anna Berg");
  await choose("Inte bestämt");
  await expect(leads).toHaveCount(0);
});

test("no meeting has a reason", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Möten");
  await expect(owner.getByText("Ingen tid är bokad.")).toBeVisible();
  await owner.getByRole("button", { name: "Skriv varför" }).click();
  const why = owner.getByLabel("Varför är ingen tid bokad?");
  await why.fill("Anna hör av sig efter sin semester");
  await savedHere(why);
  await shot(owner, "meetings-none");
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await expect(owner.getByText("Anna hör av sig efter sin semester")).toBeVisible();
  await arrives(staff, binder, "meetings", "text", ["Anna hör av sig efter sin semester"]);
});

test("a cancelled meeting is no longer the next one and can be planned again", async ({ owner, shot }) => {
  await openTab(owner, "Möten");
  await book(owner, { day: inDays(5), clock: "10:00" });
  await owner.getByRole("button", { name: "Ändra", exact: true }).click();
  await owner.getByRole("button", { name: "Ställ in mötet" }).click();
  await expect(owner.getByRole("main").getByText("Mötet är inställt.")).toBeVisible();
  await shot(owner, "meeting-cancelled");
  await bar(owner).getByRole("link", { name: "Hem" }).click();
  await expect(owner.getByText("Ingen tid är bokad än.")).toBeVisible();
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: /Inställt/ }).click();
  await owner.getByRole("button", { name: "Mötet blir av" }).click();
  await expect(owner.getByRole("button", { name: "Lägg i telefonens kalender" })).toBeVisible();
});

test("a wrong time says how to mend it and is not written", async ({ owner, staff, binder }) => {
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: "Lägg till ett möte" }).click();
  await owner.getByLabel("Dag", { exact: true }).fill(inDays(4).date);
  await owner.getByLabel("Dag", { exact: true }).blur();
  await expect(owner.getByText("Skriv också vilken tid mötet börjar.")).toBeVisible();
  await openTab(owner, "Möten");
  await expect(owner.getByText("Ingen tid är bokad.")).toBeVisible();
  await arrives(staff, binder, "meetings", "starts", []);
});

test("what the coordinator books stands on her screen", async ({ owner, staff, binder, shot }) => {
  await bookByCoordinator(staff, binder, { days: 1 });
  await expect(owner.getByRole("link", { name: /^Nästa möte/ })).toContainText("I morgon");
  await expect(owner.getByRole("link", { name: /^Nästa möte/ })).toContainText("Anna kommer.");
  await shot(owner, "home-booked");
});

test("a fixed time is booked for many weeks at once, without network, and called off again", async ({
  owner, staff, binder, server, shot,
}) => {
  await readyOffline(owner);
  await cut(owner.context(), server);
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: "Lägg till ett möte" }).click();
  await owner.getByLabel("Dag", { exact: true }).fill("2027-12-10");
  await owner.getByLabel("Klockan", { exact: true }).fill("13:00");
  await owner.getByLabel("Klockan", { exact: true }).blur();
  await owner.getByRole("button", { name: "Samma tid flera gånger" }).click();
  await owner.getByLabel("Till och med").fill("2028-01-07");
  const left = owner.getByRole("checkbox", { name: /Fredag 24 december 2027.*Julafton/ });
  await expect(left).not.toBeChecked();
  await expect(owner.getByRole("checkbox", { name: /Fredag 31 december 2027.*Nyårsafton/ })).not.toBeChecked();
  await shot(owner, "meeting-series");
  await owner.getByRole("checkbox", { name: /Fredag 31 december 2027/ }).check();
  await owner.getByRole("button", { name: "Boka 3 möten till" }).click();
  await expect(owner.getByText("3 möten är bokade.")).toBeVisible();
  await mend(owner.context(), server);
  const clock = (day: string) => String(new Date(`${day}T13:00:00+01:00`).getTime());
  const booked = ["2027-12-10", "2027-12-17", "2027-12-31", "2028-01-07"].map(clock);
  await arrives(staff, binder, "meetings", "starts", booked);

  // One is moved and stays a meeting like any other; the rest are called off together.
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: /17 december/ }).click();
  await expect(owner.getByText("Samma tid är bokad 3 gånger, den här inräknad.")).toBeVisible();
  await owner.getByRole("button", { name: "Ställ in alla 3" }).click();
  await expect(owner.getByRole("main").getByText("Mötet är inställt.")).toBeVisible();
  await owner.getByRole("button", { name: "Ångra" }).click();
  await expect(owner.getByText("Samma tid är bokad 3 gånger, den här inräknad.")).toBeVisible();
});
