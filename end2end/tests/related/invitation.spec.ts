// R94: she invites her resource group in her own words. Those invited answer without an account and without a script;
// she sees it calmly. Moved, nobody is left with a stale time; taken back, the link is gone.
import path from "node:path";
import ICAL from "ical.js";
import { type Locator, type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { device, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { addContact } from "../../pages/contacts.ts";
import { type Day, inDays } from "../../pages/days.ts";
import { keptHere, openTab, sent, write } from "../../pages/frame.ts";
import { entries } from "../../pages/log.ts";
import { book } from "../../pages/meetings.ts";
import { readPdf } from "../../pages/pdf.ts";
import { readQr } from "../../qr.ts";

const WORDS = "Hej! Kom gärna, det blir fika. Vi pratar om våren.";
const card = (page: Page, name: string): Locator => page.locator("li.consent").filter({ hasText: new RegExp(`^${name}`) });

async function group(owner: Page): Promise<void> {
  await openTab(owner, "Kontakter");
  for (const [name, phone] of [["Karin Ek", "070-555 00 11"], ["Eva Lind", ""]] as const) {
    await addContact(owner, { name, phone, group: "står mig nära" });
    await owner.getByRole("link", { name: new RegExp(`^${name}`) }).click();
    await owner.getByRole("button", { name: "Ta med i resursgruppen" }).click();
    await owner.getByRole("link", { name: "Inte nu" }).click();
    await owner.getByRole("banner").getByRole("link", { name: "Kontakter" }).click();
  }
}

async function openInvitations(owner: Page, day: Day): Promise<void> {
  await openTab(owner, "Möten");
  await book(owner, { day, clock: "13:00", kind: "Resursgruppsmöte" });
  await owner.getByRole("link", { name: "Bjud in" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Bjud in" })).toBeVisible();
}

async function message(owner: Page, name: string): Promise<{ text: string; link: string }> {
  const text = await card(owner, name).getByLabel(/^Det här skickar du till/).inputValue();
  return { text, link: text.match(/https?:\S+$/)![0] };
}

async function visa(page: Page, link: string): Promise<string> {
  await page.goto(link);
  const before = await page.locator("body").innerText();
  for (const word of ["Maja", "Karin", "fika", "13.00"]) expect(before, "a preview learns nothing").not.toContain(word);
  await page.getByRole("button", { name: "Visa" }).click();
  return page.getByRole("main").innerText();
}

test("invited without network, answered without a script, moved and taken back", async ({
  owner, browser, server, context, staff, binder, shot,
}) => {
  test.setTimeout(180_000);
  const [day, later] = [inDays(9), inDays(11)];
  await group(owner);
  await openInvitations(owner, day);
  const words = owner.getByLabel("Inbjudan med dina ord");
  await expect(words, "prefilled with when and where").toHaveValue(new RegExp(`${day.words.toLowerCase().split(" ")[0]}.+kl\\. 13\\.00\\.\\s+Plats: Hemma hos mig\\.`));
  await shot(owner, "bjud-in-tom");
  await sent(owner);
  await readyOffline(owner);
  await cut(context, server);
  await write(words, WORDS);
  await card(owner, "Karin Ek").getByRole("button", { name: "Bjud in" }).click();
  await expect(card(owner, "Karin Ek")).toContainText("Inget svar än.");
  await expect(card(owner, "Karin Ek")).toContainText("Länken öppnar när telefonen har fått nät.");
  await keptHere(owner);
  await card(owner, "Karin Ek").scrollIntoViewIfNeeded();
  await shot(owner, "bjud-in-utan-nat");
  await owner.reload();
  await expect(words).toHaveValue(WORDS);
  const { text, link } = await message(owner, "Karin Ek");
  expect(text).toContain(WORDS);
  const sms = await card(owner, "Karin Ek").getByRole("link", { name: "Sms" }).getAttribute("href");
  expect(sms).toMatch(/^sms:0705550011\?&body=/);
  expect(decodeURIComponent(sms!.split("body=")[1]!)).toBe(text);
  await mend(context, server);
  await owner.reload();
  await sent(owner);
  await expect(card(owner, "Karin Ek")).toContainText("Nu kan du skicka inbjudan.");
  await expect(card(owner, "Eva Lind")).toContainText("Inte bjuden än.");

  const karin = await device(browser, server, { ...PHONE, javaScriptEnabled: false });
  const shown = await visa(karin, link);
  for (const part of ["Från Maja", "kl. 13.00", "Hemma hos Maja", WORDS, "Kan du komma?"]) expect(shown).toContain(part);
  for (const other of ["Lind", "Eva", "Karin", "Resursgrupp"]) expect(shown).not.toContain(other);
  await shot(karin, "inbjudan");
  const file = await karin.request.get((await karin.getByRole("link", { name: "Lägg i min kalender" }).getAttribute("href"))!);
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(await file.text())).getFirstSubcomponent("vevent")!);
  expect([event.summary, event.location, event.startDate.toJSDate().getTime()]).toEqual(["Möte", "Hemma hos Maja", day.at("13:00").getTime()]);
  await karin.getByRole("button", { name: "Jag kommer" }).click();
  await expect(karin.getByRole("status")).toContainText("Du har svarat att du kommer.");
  await shot(karin, "inbjudan-svarat");
  await expect(card(owner, "Karin Ek"), "without a reload").toContainText("Karin kommer.");

  await visa(karin, link);
  await karin.getByRole("button", { name: "Jag kan inte" }).click();
  await expect(card(owner, "Karin Ek")).toContainText("Karin kan inte komma.");
  await owner.getByRole("banner").getByRole("link", { name: "Möte", exact: true }).click();
  await expect(owner.getByText("Karin kan inte komma.")).toBeVisible();
  await shot(owner, "mote-svar");

  // Moved: she is told that nobody has the new time, and nobody reads the old one.
  await owner.getByRole("button", { name: "Ändra" }).click();
  await owner.getByLabel("Dag", { exact: true }).fill(later.date);
  await owner.getByLabel("Dag", { exact: true }).blur();
  await owner.getByRole("button", { name: "Klart", exact: true }).click();
  await sent(owner);
  await owner.getByRole("link", { name: "Bjud in" }).click();
  await expect(card(owner, "Karin Ek")).toContainText("Karin har inte fått den nya tiden.");
  const stale = await visa(karin, link);
  expect(stale).toContain("Mötet har ändrats");
  for (const word of ["13.00", WORDS, "Kan du komma?"]) expect(stale).not.toContain(word);
  await shot(karin, "inbjudan-andrad");
  await shot(owner, "bjud-in-andrad");
  await card(owner, "Karin Ek").getByRole("button", { name: "Skicka den nya tiden" }).click();
  await expect(card(owner, "Karin Ek")).toContainText("Inget svar än.");
  await sent(owner);
  expect(await visa(karin, link)).toContain(later.words.toLowerCase().split(" ").slice(1, 3).join(" "));
  await karin.getByRole("button", { name: "Jag kommer" }).click();
  await expect(card(owner, "Karin Ek")).toContainText("Karin kommer.");

  // Whoever she lets read her meetings sees who comes, and not the link.
  const asRead = async () => JSON.stringify([await entries(staff, binder, "meetings"), await entries(staff, binder, "sharing")]);
  await expect.poll(asRead).toContain('"coming":"yes"');
  expect(await asRead()).not.toContain(link.split("/").at(-1)!);

  // On paper, with a code that leads to the same page.
  await card(owner, "Karin Ek").getByRole("button", { name: "På papper" }).click();
  await expect(owner.getByRole("heading", { name: "Papper till Karin" })).toBeVisible();
  const code = await owner.getByRole("img", { name: "Kod som öppnar svarssidan" }).locator("path").getAttribute("d");
  expect(readQr(code!)).toBe(link);
  await owner.emulateMedia({ media: "print" });
  await shot(owner, "inbjudan-papper");
  await owner.emulateMedia({ media: null });
  const pdf = await owner.pdf({ preferCSSPageSize: true, path: path.join(import.meta.dirname, "../../../target/screenshots/inbjudan.pdf") });
  expect(readPdf(pdf).papers).toBe(1);

  await card(owner, "Karin Ek").getByRole("button", { name: "Ta tillbaka inbjudan" }).click();
  await shot(owner, "bjud-in-ta-tillbaka");
  await card(owner, "Karin Ek").getByRole("button", { name: "Ja, ta tillbaka" }).click();
  await expect(card(owner, "Karin Ek")).toContainText("Inte bjuden än.");
  await sent(owner);
  expect((await karin.goto(link))!.status()).toBe(410);
  await shot(karin, "inbjudan-slut");
  await karin.context().close();
});

test("a coordinator suggests the words, and she sends them or not", async ({ owner, browser, server, demo, binder, shot }) => {
  test.setTimeout(120_000);
  await group(owner);
  await openInvitations(owner, inDays(6));
  await sent(owner);
  const desk = await device(browser, server, { viewport: { width: 1280, height: 800 } });
  await signIn(desk, demo.coordinators[0]!);
  await openBinder(desk, "Maja Lind", binder);
  await tab(desk, "Möten").click();
  await desk.getByRole("link", { name: /Hemma hos Maja/ }).first().click();
  await desk.getByRole("link", { name: "Föreslå en inbjudan" }).click();
  await desk.getByLabel("Inbjudan med dina ord").fill(WORDS);
  await shot(desk, "foresla-inbjudan");
  await desk.getByRole("button", { name: "Föreslå" }).click();
  await expect(desk.getByText("Maja får ditt förslag.")).toBeVisible();
  await expect(owner.getByText(WORDS)).toBeVisible();
  await expect(owner.getByLabel("Inbjudan med dina ord"), "hers until she says yes").not.toHaveValue(WORDS);
  await shot(owner, "bjud-in-forslag");
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByLabel("Inbjudan med dina ord")).toHaveValue(WORDS);
  await desk.context().close();
});
