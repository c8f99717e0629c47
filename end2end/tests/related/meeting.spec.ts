// R100, R102: beside the lines meant for that person stand the next meeting, if she lets that person see it, and whom
// to call. Nothing of a talk with anybody, and nobody else's lines.
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { device, PHONE } from "../../people.ts";
import { addContact } from "../../pages/contacts.ts";
import { bookByCoordinator } from "../../pages/coordinator.ts";
import { keptHere, openTab, sent } from "../../pages/frame.ts";
import { entries } from "../../pages/log.ts";
import { addSign, callFirst } from "../../pages/signs.ts";
import { uuid7 } from "../../staff.ts";

const SAID = "Eva orkar inte ha det så här";

const meeting = (page: Page) => page.getByRole("checkbox", { name: /^Visa också nästa möte/ });

async function choose(owner: Page, name: string): Promise<void> {
  await owner.goto("/dela-ut");
  await owner.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await expect(owner.getByRole("heading", { level: 1, name: `Dela med ${name}` })).toBeVisible();
}

async function hand(owner: Page): Promise<string> {
  await owner.getByRole("button", { name: /^(Dela|Lämna en ny)$/ }).click();
  await expect(owner.getByText("Länken fungerar nu.")).toBeVisible();
  return owner.getByRole("textbox", { name: "Länken" }).inputValue();
}

// What the link shows, and how many bytes it is.
async function shown(page: Page, link: string): Promise<{ words: string; bytes: number }> {
  await page.goto(link);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Visa" }).click();
  const bytes = (await (await answer).body()).length;
  await expect(page.getByRole("heading", { level: 1, name: "Så kan du hjälpa mig" })).toBeVisible();
  return { words: await page.getByRole("main").innerText(), bytes };
}

test("the next meeting is shown to whom she says, and to nobody else", async ({ owner, browser, server, context, staff, binder, shot }) => {
  test.setTimeout(150_000);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11", group: "står mig nära" });
  await addContact(owner, { name: "Sara Ek", phone: "070-555 00 22", group: "står mig nära" });
  await addContact(owner, { name: "Bo Ek", phone: "070-555 00 33" });
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag sover inte", other: { who: "Eva Lind", text: "Ring mig på kvällen" } });
  await addSign(owner, { text: "Jag går inte ut", other: { who: "Sara Ek", text: "Ta med mig ut" } });
  await callFirst(owner, ["Bo Ek"]);
  // A talk with Eva has been had, and is told of.
  await openTab(owner, "Kontakter");
  await owner.getByRole("main").getByRole("link", { name: /^Eva Lind/ }).click();
  await owner.getByRole("radio", { name: "Allt som sades" }).check();
  await expect(owner.getByLabel("Dag när vi bestämde det")).toBeVisible();
  await sent(owner);
  const eva = (await entries(staff, binder, "contacts")).find(({ fields }) => JSON.stringify(fields).includes("Eva Lind"))!;
  const fields = { parent: { value: { entry: eva.id } }, text: { value: { text: SAID } } };
  const { refused } = await staff.sync(binder, [staff.op("contacts", uuid7(), "write", { entry_kind: "told", fields })]);
  expect(refused ?? []).toEqual([]);
  await expect(owner.getByText(SAID)).toBeVisible();

  await choose(owner, "Eva");
  await expect(meeting(owner), "off until she says so").not.toBeChecked();
  await expect(owner.getByText("Inget möte är bokat. När det blir det kan du lämna en ny kopia.")).toBeVisible();
  await meeting(owner).check();
  const toEva = await hand(owner);
  await choose(owner, "Sara");
  await expect(meeting(owner), "what is said of Eva is not said of Sara").not.toBeChecked();
  const toSara = await hand(owner);
  await sent(owner);

  await bookByCoordinator(staff, binder, { days: 3, kind: "care_team" });
  await owner.goto("/kopior");
  await expect(owner.getByText("Eva har en äldre kopia.")).toBeVisible();
  await readyOffline(owner);
  await cut(context, server);
  await owner.getByRole("button", { name: "Lämna en ny" }).click();
  await expect(owner.getByText("Eva har en ny kopia.")).toBeVisible();
  await keptHere(owner);
  await choose(owner, "Eva");
  await expect(meeting(owner), "as she said last time").toBeChecked();
  await meeting(owner).scrollIntoViewIfNeeded();
  await shot(owner, "dela-nasta-mote");
  await mend(context, server);
  await sent(owner);

  const reader = await device(browser, server, { ...PHONE, javaScriptEnabled: false });
  const { words, bytes } = await shown(reader, toEva);
  for (const part of ["Ring mig på kvällen", "Nästa möte", "Ring Bo Ek", "070-555 00 33"]) expect(words).toContain(part);
  expect(words).toMatch(/Skrevs \d+ \p{L}+ \d{4}\./u);
  for (const other of ["Ta med mig ut", "Sara", SAID, "Allt som sades", "Resursgruppsmöte", "Anna"]) expect(words).not.toContain(other);
  expect(bytes).toBeLessThan(30_000);
  await reader.getByRole("heading", { name: "Nästa möte" }).scrollIntoViewIfNeeded();
  await shot(reader, "narstaende-nasta-mote");
  const saras = (await shown(reader, toSara)).words;
  expect(saras).toContain("Ta med mig ut");
  for (const other of ["Nästa möte", "Ring mig på kvällen", SAID]) expect(saras).not.toContain(other);
  await reader.context().close();

  // The copy on Eva's phone is the same page, without network too.
  const phone = await device(browser, server, PHONE);
  await phone.goto(toEva);
  await phone.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await phone.getByRole("button", { name: "Visa" }).click();
  await expect(phone.getByRole("heading", { name: "Nästa möte" })).toBeVisible();
  const kept = () => phone.evaluate(async (path) => Boolean(await caches.match(path)), new URL(toEva).pathname);
  await expect.poll(kept).toBe(true);
  await phone.context().setOffline(true);
  await phone.goto(toEva);
  await expect(phone.getByRole("heading", { name: "Nästa möte" })).toBeVisible();
  await expect(phone.locator("body")).not.toContainText(SAID);
  await phone.context().setOffline(false);

  // Ended, it is gone as before.
  await owner.goto("/samtycke");
  const copy = owner.locator("li.consent").filter({ hasText: /^Eva Lind/ });
  await copy.getByRole("button", { name: "Avsluta" }).click();
  await copy.getByRole("button", { name: "Ja, avsluta" }).click();
  await expect(copy).toContainText("Avslutad. Länken öppnar inte längre.");
  expect((await phone.goto(toEva))!.status()).toBe(410);
  await phone.context().close();
});
