// R83: "Kort till plånboken", the crisis page on paper as large as a bank card, with and without network.
import path from "node:path";
import { type Page } from "@playwright/test";
import { cut, expect, readyOffline, test } from "../../fixtures.ts";
import { device, letIn, PHONE } from "../../people.ts";
import { crisisPageSays } from "../../pages/breaking.ts";
import { addContact } from "../../pages/contacts.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { readPdf } from "../../pages/pdf.ts";
import { addSign, callFirst, writeWell } from "../../pages/signs.ts";
import { code, openCard, openChoices, reachesOut, side, sides, writeText } from "../../pages/wallet-card.ts";
import { readQr } from "../../qr.ts";

// No word outside may tell a stranger that somebody is ill.
const ABOUT = /psyk|tecken|varning|sämre|sjuk|kris|mår|diagnos|pärm|dygnet runt/i;
const MILLIMETRES = 96 / 25.4;

async function herPlan(page: Page): Promise<void> {
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Eva Lind", phone: "070-555 00 11" });
  await openTab(page, "Tidiga tecken");
  await writeWell(page, "Jag ritar och sover hela natten.");
  await addSign(page, { text: "Jag vänder på dygnet", mine: "Lägger mig tidigt" });
  await callFirst(page, ["Eva Lind"]);
}

async function linkInCode(page: Page): Promise<string> {
  return readQr((await code(page).locator("path").getAttribute("d"))!);
}

// The card as Chromium prints it: the paper, the card's outer edge, and how large each side is.
async function printed(page: Page, name: string) {
  await page.emulateMedia({ media: "print" });
  const faces = await sides(page).evaluateAll((all) => all.map((face) => face.getBoundingClientRect().toJSON() as DOMRect));
  expect(await reachesOut(page)).toEqual([]);
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({
    preferCSSPageSize: true, path: path.join(import.meta.dirname, `../../../target/screenshots/${name}.pdf`),
  });
  return { faces, ...readPdf(pdf) };
}

test("outside stand the people she calls and nothing of what it is about, inside her own words", async ({ owner, shot }) => {
  await herPlan(owner);
  await openCard(owner);
  await expect(side(owner, "Framsidan")).toContainText("Eva Lind");
  await expect(side(owner, "Framsidan")).toContainText("070-555 00 11");
  await expect(side(owner, "Framsidan")).not.toContainText("Maja");
  await expect(side(owner, "Baksidan")).toContainText(/112.*1177.*Utskrivet \d+ \p{L}+ \d{4}/su);
  for (const outside of ["Framsidan", "Baksidan"] as const) {
    expect(await side(owner, outside).innerText()).not.toMatch(ABOUT);
  }
  await expect(side(owner, "Insidan, till vänster")).toContainText("Jag ritar och sover hela natten.");
  await expect(side(owner, "Insidan, till höger")).toContainText(/Mina tecken.*Jag vänder på dygnet.*Då gör jag.*Lägger mig tidigt/s);
  await expect(owner.getByText("Den som hittar kortet kan läsa det som står på det.")).toBeVisible();
  await expect(owner.getByText("Rutan öppnar sidan Om jag mår sämre och säger ingenting om dig.")).toBeVisible();
  expect(await reachesOut(owner)).toEqual([]);
  await shot(owner, "wallet-card");
});

test("what she chooses stays chosen on this phone", async ({ owner, shot }) => {
  await herPlan(owner);
  await openCard(owner);
  await openChoices(owner);
  await owner.getByRole("checkbox", { name: "Mitt namn" }).check();
  await expect(side(owner, "Framsidan")).toContainText("Maja Lind");
  await owner.getByRole("checkbox", { name: "Lägger mig tidigt" }).uncheck();
  await expect(side(owner, "Insidan, till höger")).not.toContainText("Lägger mig tidigt");
  await shot(owner, "wallet-card-choices");
  await owner.reload();
  await expect(side(owner, "Framsidan")).toContainText("Maja Lind");
  await expect(side(owner, "Insidan, till höger")).toContainText("Jag vänder på dygnet");
  await expect(side(owner, "Insidan, till höger")).not.toContainText("Lägger mig tidigt");
  await openChoices(owner);
  await expect(owner.getByRole("checkbox", { name: "Mitt namn" })).toBeChecked();
  await expect(owner.getByRole("checkbox", { name: "Lägger mig tidigt" })).not.toBeChecked();
  const kept = await owner.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([name]) => name.startsWith("parmen.card."))));
  expect(kept).not.toMatch(/Lägger|Maja|070/);

  for (const tick of ["Så är jag när jag mår bra", "Jag vänder på dygnet"]) {
    await owner.getByRole("checkbox", { name: tick }).uncheck();
  }
  await expect(sides(owner)).toHaveCount(2);
  await expect(owner.getByText("Vik på mitten längs den streckade linjen, med texten utåt.")).toBeVisible();
  const { papers, boxes } = await printed(owner, "kort-utan-insida");
  expect(papers).toBe(1);
  expect(boxes.filter(({ width, height }) => Math.abs(width - 2 * 85.6) < 0.5 && Math.abs(height - 54) < 0.5)).toHaveLength(1);
});

test("another pärm on the same phone takes her choices away", async ({ owner, staff }) => {
  const kept = () => owner.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("parmen.card.")).length);
  await openCard(owner);
  await openChoices(owner);
  await owner.getByRole("checkbox", { name: "Mitt namn" }).check();
  await expect.poll(kept).toBe(1);
  await sent(owner);
  const { link } = await staff.pairing(await staff.newBinder("Nils Ros"));
  await owner.goto(link);
  await owner.getByRole("button", { name: "Öppna med koden ändå" }).click();
  await owner.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Stämmer det?" })).toBeVisible();
  await expect.poll(kept).toBe(0);
});

test("what has no room is said before she prints, and she chooses", async ({ owner, shot }) => {
  test.setTimeout(90_000);
  const long = "Jag tycker om att gå långt i skogen och höra fåglarna. ".repeat(11).trim();
  await openTab(owner, "Tidiga tecken");
  await writeText(owner, "Så är jag när jag mår bra", long);
  await writeText(owner, "Det här brukar hjälpa mig", long.replaceAll("gå", "springa"));
  await addSign(owner, { text: "Jag vänder på dygnet" });
  await openCard(owner);
  const left = owner.getByRole("status").filter({ hasText: "Det här får inte plats" });
  await expect(left).toContainText("Jag vänder på dygnet");
  await expect(owner.locator(".wallet")).not.toContainText("Jag vänder på dygnet");
  expect(await reachesOut(owner)).toEqual([]);
  await left.scrollIntoViewIfNeeded();
  await shot(owner, "wallet-card-no-room");
  await openChoices(owner);
  await owner.getByRole("checkbox", { name: "Det här brukar hjälpa mig" }).uncheck();
  await expect(left).toHaveCount(0);
  await expect(side(owner, "Insidan, till höger")).toContainText("Jag vänder på dygnet");

  await openTab(owner, "Tidiga tecken");
  await writeText(owner, "Så är jag när jag mår bra", `${long} `.repeat(3).trim());
  await openCard(owner);
  const tooLong = owner.getByRole("status").filter({ hasText: "Det här är för långt för kortet" });
  await expect(tooLong).toContainText("Så är jag när jag mår bra");
  await expect(owner.locator(".wallet")).not.toContainText("fåglarna");
});

test("wide and strange letters do not reach out of a side, on the screen or on paper", async ({ owner }) => {
  test.setTimeout(120_000);
  for (const words of ["WWMM@ ".repeat(50), "mwWM".repeat(60), "Ångestfri jag Åker ÄÖ ".repeat(22), "😀🌧 ".repeat(60), "Жизнь Щука ".repeat(25), "oonn 33BB 00qq ".repeat(30)]) {
    await openTab(owner, "Tidiga tecken");
    await writeText(owner, "Så är jag när jag mår bra", words.trim());
    await openCard(owner);
    await expect(side(owner, "Insidan, till vänster")).toContainText(words.slice(0, 5));
    expect.soft(await reachesOut(owner), words).toEqual([]);
    await owner.emulateMedia({ media: "print" });
    expect.soft(await reachesOut(owner), `${words} on paper`).toEqual([]);
    await owner.emulateMedia({ media: null });
  }
});

test("without network it is made and printed on one paper, and the code opens her own page", async ({
  owner, context, server, browser,
}) => {
  await herPlan(owner);
  await sent(owner);
  await crisisPageSays(owner, "Lägger mig tidigt");
  await readyOffline(owner);
  // Anybody else's phone, while there is a server.
  await openCard(owner);
  const link = await linkInCode(owner);
  expect(link).toBe(`${server.url}/om-jag-mar-samre`);
  const stranger = await device(browser, server, PHONE);
  await stranger.goto(link);
  await expect(stranger.getByRole("link", { name: /^1177/ })).toBeVisible();
  await expect(stranger.getByRole("link", { name: /^112/ })).toBeVisible();
  await expect(stranger.getByText("Jag ritar")).toHaveCount(0);
  await stranger.context().close();

  await cut(context, server);
  await owner.goto("/skriv-ut");
  await owner.getByRole("link", { name: "Kort till plånboken" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Kort till plånboken" })).toBeVisible();
  expect(await linkInCode(owner)).toBe(link);
  const { papers, boxes, faces } = await printed(owner, "kort-till-planboken");
  expect(papers).toBe(1);
  expect(faces).toHaveLength(4);
  for (const { width, height } of faces) {
    expect(width / MILLIMETRES).toBeCloseTo(85.6, 1);
    expect(height / MILLIMETRES).toBeCloseTo(54, 1);
  }
  // The line to cut along, in the file that goes to the printer: four sides, and half a millimetre for the pen.
  const cutLine = boxes.filter(({ width, height }) => Math.abs(width - 2 * 85.6) < 0.5 && Math.abs(height - 2 * 54) < 0.5);
  expect(cutLine).toHaveLength(1);
  await owner.goto(link);
  await expect(owner.getByText("Jag ritar och sover hela natten.")).toBeVisible();
  await expect(owner.getByRole("link", { name: /Eva/ })).toHaveAttribute("href", "tel:0705550011");
});
