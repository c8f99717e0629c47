// "Läs upp": the words of a page, spoken by a voice that is on the device, and by no other.
import { expect, test } from "../fixtures.ts";
import { addGoal, addPart } from "../pages/plan.ts";
import { openTab } from "../pages/frame.ts";
import { addSign } from "../pages/signs.ts";
import {
  ALVA, cancelled, ENGLISH, failToSpeak, findVoices, giveVoices, hearAll, OLD_ANDROID, REMOTE, spoken,
} from "../pages/voices.ts";
import { letIn } from "../people.ts";
import { type Page } from "@playwright/test";

const button = (page: Page) => page.getByRole("button", { name: "Läs upp", exact: true });
const stop = (page: Page) => page.getByRole("button", { name: "Sluta läsa", exact: true });

async function oneSign(page: Page): Promise<void> {
  await openTab(page, "Tidiga tecken");
  await addSign(page, { text: "Jag svarar inte. Ring 070-123 45 67 då.", about: "Relationer", mine: "Skickar ett hjärta" });
  await page.getByRole("link", { name: "Jag svarar inte." }).click();
  await expect(page.getByRole("region", { name: "Då gör jag" })).toBeVisible();
}

test("a sign is read as a person reads it, by a voice on the device", async ({ context, page, staff, binder, server, shot }) => {
  await giveVoices(context, [REMOTE, ENGLISH, ALVA]);
  await letIn(page, staff, binder, server.url);
  await oneSign(page);
  await shot(page, "aloud-sign");
  await button(page).click();
  await expect(stop(page)).toBeFocused();
  await shot(page, "aloud-sign-reading");
  expect(await hearAll(page)).toEqual([
    "Relationer",
    "Jag svarar inte.",
    "Ring 0 7 0, 1 2 3, 4 5, 6 7 då.",
    expect.stringMatching(/^Skrev du själv, \d+ \p{L}+$/u),
    "Då gör jag",
    "Skickar ett hjärta",
    "Då vill jag att andra gör",
    "Här kan du skriva vem som gör vad då.",
  ]);
  await expect(button(page)).toBeVisible();
  const said = await spoken(page);
  expect(said.filter(({ voice, lang, rate, local }) => voice !== "Alva" || lang !== "sv-SE" || rate !== 1 || !local)).toEqual([]);
});

test("it is silent when it is told to, on Escape, and when the page is left in any way", async ({ context, page, staff, binder, server }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await oneSign(page);
  const sign = page.url();
  const ways: [string, () => Promise<unknown>][] = [
    ["the button", () => stop(page).click()],
    ["Escape", () => page.keyboard.press("Escape")],
    ["the way back", () => page.getByRole("banner").getByRole("link", { name: "Tidiga tecken" }).click()],
    ["another load", () => page.reload()],
    ["the crisis page", () => page.getByRole("link", { name: "Om jag mår sämre" }).click()],
  ];
  for (const [name, leave] of ways) {
    await page.goto(sign);
    await button(page).click();
    await expect(stop(page)).toBeVisible();
    const [before, words] = [await cancelled(page), (await spoken(page)).length];
    await leave();
    await expect(stop(page), name).toHaveCount(0);
    await expect.poll(() => cancelled(page), name).toBe(before + 1);
    expect(await hearAll(page), `nothing is said after ${name}`).toHaveLength(words);
  }
});

test("from one goal to its part the reading ends, and begins with the part's own words", async ({ context, page, staff, binder, server }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await openTab(page, "Mål och plan");
  await addGoal(page, "Bo kvar hemma");
  const goal = page.url();
  await addPart(page, "Städa köket");
  await page.goto(goal);
  await button(page).click();
  await expect(stop(page)).toBeVisible();
  await page.getByRole("link", { name: "Städa köket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Delmål" })).toBeVisible();
  await expect(stop(page)).toHaveCount(0);
  const before = (await spoken(page)).length;
  await button(page).click();
  const words = (await hearAll(page)).slice(before);
  expect(words.slice(0, 3)).toEqual(["Delmål", "Målet med dina egna ord", "Städa köket"]); // without the hint between
  expect(words).not.toContain("Bo kvar hemma");
});

test("home and Min pärm are read too, the greeting first", async ({ context, page, staff, binder, server, shot }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await expect(page.getByRole("link", { name: /Nästa möte/ })).toBeVisible();
  await button(page).click();
  await expect(stop(page)).toBeFocused();
  await shot(page, "aloud-home");
  const home = await hearAll(page);
  expect(home.slice(1, 3)).toEqual(["Hej Maja", "Nästa möte"]);
  expect(home).toContain("Ring");
  for (const pressed of ["Läs upp", "Sluta läsa", "Hem", "Om jag mår sämre"]) expect(home).not.toContain(pressed);
  await page.getByRole("link", { name: "Min pärm" }).click();
  await expect(stop(page)).toHaveCount(0);
  await button(page).click();
  await shot(page, "aloud-binder");
  const parm = (await hearAll(page)).slice(home.length);
  expect(parm[0]).toBe("Min pärm");
  expect(parm).toEqual(expect.arrayContaining(["Kontakter", "Tidiga tecken", "Möten"]));
});

test("on home the button comes late and moves nothing", async ({ context, page, staff, binder, server }) => {
  await giveVoices(context, []);
  await letIn(page, staff, binder, server.url);
  const ring = page.getByRole("main").getByRole("link", { name: /^Ring/ });
  await expect(page.getByRole("link", { name: /Nästa möte/ })).toBeVisible();
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("Sparat");
  const place = await ring.boundingBox();
  await findVoices(page, [ALVA]);
  await expect(button(page)).toBeVisible();
  expect(await ring.boundingBox()).toEqual(place);
});

test("a voice that would send her words away gets none of them", async ({ context, page, staff, binder, server, shot }) => {
  await giveVoices(context, [REMOTE, ENGLISH]);
  await letIn(page, staff, binder, server.url);
  await oneSign(page);
  await expect(button(page)).toHaveCount(0);
  await page.goto("/hjalp");
  await expect(page.getByText("Ingen vakt läser")).toBeVisible();
  await expect(button(page)).toHaveCount(0);
  await page.goto("/installningar");
  await expect(page.getByText("Här finns ingen svensk röst", { exact: false })).toBeVisible();
  await page.getByText("Här finns ingen svensk röst", { exact: false }).scrollIntoViewIfNeeded();
  await shot(page, "aloud-settings-none");
  await expect(page.getByRole("radio", { name: "Lugn fart" })).toHaveCount(0);
  expect(await spoken(page)).toEqual([]);
});

test("a voice that is taken away in the middle is not replaced by a remote one", async ({ context, page, staff, binder, server }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await oneSign(page);
  await button(page).click();
  await expect(stop(page)).toBeVisible();
  await findVoices(page, [REMOTE]);
  await expect(stop(page)).toHaveCount(0);
  expect(await hearAll(page)).toEqual(["Relationer"]);
});

test("voices that are found late bring the button, and it moves nothing", async ({ context, page, staff, binder, server }) => {
  await giveVoices(context, []);
  await letIn(page, staff, binder, server.url);
  await page.goto("/hjalp");
  const lede = page.getByText("Ingen vakt läser");
  await expect(lede).toBeVisible();
  await expect(button(page)).toHaveCount(0);
  const place = await lede.boundingBox();
  await findVoices(page, [OLD_ANDROID]);
  await expect(button(page)).toBeVisible();
  expect(await lede.boundingBox()).toEqual(place);
  await button(page).click();
  const words = await hearAll(page);
  expect(words[0]).toBe("Behöver du hjälp?");
  expect(words).toContain("Ring om det är bråttom.");
  expect((await spoken(page))[0]).toMatchObject({ voice: "Gammal", lang: "sv_SE", local: true });
});

test("a browser that cannot speak at all shows its pages as before", async ({ context, page, staff, binder, server }) => {
  await context.addInitScript(() => Object.defineProperty(window, "speechSynthesis", { value: undefined }));
  await letIn(page, staff, binder, server.url);
  await page.goto("/hjalp");
  await expect(page.getByText("Ingen vakt läser")).toBeVisible();
  await expect(button(page)).toHaveCount(0);
  await page.goto("/installningar");
  await expect(page.getByText("Här finns ingen svensk röst", { exact: false })).toBeVisible();
});

test("the pace is hers, and so is whether there is a button", async ({ context, page, staff, binder, server, shot }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await page.goto("/installningar");
  await page.getByRole("radio", { name: "Lugn fart" }).check();
  await expect(page.getByRole("radio", { name: "Lugn fart" })).toBeChecked();
  await shot(page, "aloud-settings");
  await page.goto("/hjalp");
  await button(page).click();
  await expect.poll(async () => (await spoken(page)).map(({ rate }) => Math.round(rate * 10))).toEqual([8]);
  await page.goto("/installningar");
  await page.getByRole("radio", { name: "Visa inte knappen Läs upp" }).check();
  await page.goto("/hjalp");
  await expect(page.getByText("Ingen vakt läser")).toBeVisible();
  await expect(button(page)).toHaveCount(0);
});

test("a question of a rating is read without its buttons", async ({ context, page, staff, binder, server, shot }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await page.goto("/skattning/ny");
  await button(page).click();
  await shot(page, "aloud-rating");
  const words = await hearAll(page);
  expect(words[0]).toBe("Hur jag mår i mig själv");
  expect(words).toEqual(expect.arrayContaining([expect.stringMatching(/\?$/), "Inte alls nöjd", "Mycket nöjd"]));
  for (const pressed of ["Nästa", "Hoppa över nu", "Mer", "Mindre", "Avbryt", "Läs upp", "Sluta läsa"]) expect(words).not.toContain(pressed);
});

test("a voice that does not start is said in words", async ({ context, page, staff, binder, server }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await page.goto("/hjalp");
  await button(page).click();
  await expect(stop(page)).toBeVisible();
  await failToSpeak(page);
  await expect(page.getByText("Rösten startade inte.", { exact: false })).toBeVisible();
  await expect(button(page)).toBeVisible();
});

test("in English an English voice reads, and a Swedish one does not", async ({ context, page, staff, binder, server }) => {
  await giveVoices(context, [ALVA]);
  await letIn(page, staff, binder, server.url);
  await page.goto("/installningar");
  await expect(page.getByRole("radio", { name: "Lugn fart" })).toBeVisible(); // the app is there, not only its shell
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByText("There is no English voice here", { exact: false })).toBeVisible();
  await findVoices(page, [ALVA, ENGLISH]);
  await expect(page.getByRole("radio", { name: "Calm pace" })).toBeVisible();
});
