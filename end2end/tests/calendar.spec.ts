// Her meetings in her own calendar: "Möte" and the time until she adds something; read by a calendar library; changed
// and ended by her.
import ICAL from "ical.js";
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../fixtures.ts";
import { type Day, inDays } from "../pages/days.ts";
import { openTab, sent } from "../pages/frame.ts";
import { book } from "../pages/meetings.ts";

interface Event {
  uid: string;
  summary: string;
  location: string | null;
  start: number;
  minutes: number;
  sequence: number;
  status: string;
}

// As a calendar would: the zone comes from the file itself.
function eventsOf(text: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstSubcomponent("vtimezone"), text).not.toBeNull();
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone")!);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const at = (time: ICAL.Time) => {
      if (time.zone !== ICAL.Timezone.utcTimezone) time.zone = zone;
      return time.toUnixTime() * 1000;
    };
    const [start, end] = [at(event.startDate), at(event.endDate)];
    return {
      uid: event.uid, summary: event.summary, location: event.location, start, minutes: (end - start) / 60_000,
      sequence: event.sequence, status: component.getFirstPropertyValue("status") as string,
    };
  });
}

async function openCalendar(owner: Page): Promise<void> {
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: "Se mötena i din egen kalender" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Se mötena i din egen kalender" })).toBeVisible();
}

async function bookAt(owner: Page, day: Day, clock: string): Promise<void> {
  await openTab(owner, "Möten");
  await book(owner, { day, clock, kind: "Resursgruppsmöte" });
}

test("made without network, read by a calendar, changed and ended", async ({ owner, server, context, shot }) => {
  test.setTimeout(120_000);
  const [near, far] = [inDays(5), inDays(200)];
  await bookAt(owner, near, "09:15");
  await bookAt(owner, far, "13:00");
  await openCalendar(owner);
  await shot(owner, "kalender-fore");
  await sent(owner);
  await readyOffline(owner);
  await cut(context, server);
  await owner.getByRole("button", { name: "Skapa adressen" }).click();
  await expect(owner.getByText("Adressen fungerar när telefonen har fått nät.")).toBeVisible();
  await mend(context, server);
  await owner.reload();
  await expect(owner.getByText("Adressen fungerar nu.")).toBeVisible();
  const address = await owner.getByRole("textbox", { name: "Adressen" }).inputValue();
  expect(await owner.getByRole("link", { name: "Öppna i kalendern" }).getAttribute("href")).toBe(address.replace(/^https?:/, "webcal:"));
  await owner.getByRole("textbox", { name: "Adressen" }).scrollIntoViewIfNeeded();
  await shot(owner, "kalender-adress");

  const read = (tag = "") => fetch(address, tag ? { headers: { "If-None-Match": tag } } : {});
  const first = await read();
  expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const text = await first.text();
  for (const word of ["Maja", "Hemma", "Resursgrupp", "LOCATION"]) expect(text).not.toContain(word);
  const before = eventsOf(text);
  expect(before.map(({ summary, start, minutes, status }) => ({ summary, start, minutes, status }))).toEqual([
    { summary: "Möte", start: near.at("09:15").getTime(), minutes: 60, status: "CONFIRMED" },
    { summary: "Möte", start: far.at("13:00").getTime(), minutes: 60, status: "CONFIRMED" },
  ]);
  expect((await read(first.headers.get("etag")!)).status).toBe(304);

  // What she adds, she adds in words first.
  await owner.getByRole("checkbox", { name: "Var vi ses" }).check();
  await owner.getByRole("button", { name: "Ändra det som står" }).click();
  const places = async () => eventsOf(await (await read()).text()).map((event) => event.location);
  await expect.poll(places).toEqual(["Hemma hos mig", "Hemma hos mig"]);

  // Cancelled, it is the same event with a later number.
  await openTab(owner, "Möten");
  await owner.getByRole("link", { name: new RegExp(`${near.words.split(" ")[1]} `) }).first().click();
  await owner.getByRole("button", { name: "Ändra" }).click();
  await owner.getByRole("button", { name: "Ställ in mötet" }).click();
  await expect(owner.getByText("Mötet är inställt.").first()).toBeVisible();
  const now = async () => eventsOf(await (await read()).text());
  await expect.poll(async () => (await now()).map((event) => event.status)).toEqual(["CANCELLED", "CONFIRMED"]);
  const after = await now();
  expect(after.map((event) => event.uid)).toEqual(before.map((event) => event.uid));
  expect(after[0]!.sequence).toBeGreaterThan(before[0]!.sequence);

  await openCalendar(owner);
  await owner.getByRole("button", { name: "Byt adress" }).click();
  await owner.getByRole("button", { name: "Ja, byt" }).click();
  await expect(owner.getByRole("textbox", { name: "Adressen" })).not.toHaveValue(address);
  await sent(owner);
  expect((await read()).status).toBe(404);
  const other = await owner.getByRole("textbox", { name: "Adressen" }).inputValue();
  expect((await fetch(other)).status).toBe(200);
  await owner.getByRole("button", { name: "Sluta visa mötena" }).click();
  await shot(owner, "kalender-sluta");
  await owner.getByRole("button", { name: "Ja, sluta" }).click();
  await expect(owner.getByRole("button", { name: "Skapa adressen" })).toBeVisible();
  await sent(owner);
  expect((await fetch(other)).status).toBe(404);
});
