// Every sheet she can print, with as much as there ordinarily is in a pärm and with twice as long words in twice as
// many entries: on paper nothing is cut off, reaches beside the paper or lies on something else.
import path from "node:path";
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { DESK, device, letIn, signIn } from "../people.ts";
import { sent, write } from "../pages/frame.ts";
import { closeMeeting } from "../pages/meeting-steps.ts";
import { asPaper, asScreen, faultsOnPaper } from "../pages/paper.ts";
import { readPdf } from "../pages/pdf.ts";
import { makeKey } from "../pages/room.ts";
import { fill, NAME } from "../pages/thick.ts";
import { reachesOut } from "../pages/wallet-card.ts";
import { readQr } from "../qr.ts";

interface Sheet {
  name: string;
  open: (page: Page) => Promise<unknown>;
  says: RegExp; // of when it is; the key has no day
}

// What somebody else is handed leads to nothing of hers.
const UNCODED = ["kopia-till-en-person"];
const SIZE = { width: 360, height: 740 };
const WITH_NAME = /Maja Lind, \d{1,2} \p{L}+ \d{4}/u;
const DECIDED = /Maja Lind, beslut 1, \d{1,2} \p{L}+ \d{4}/u;
const WITH_CLOCK = /\d{1,2} \p{L}+( \d{4})? kl\. /u;
const CHANGED = /(Senast ändrat|Listan ändrades senast|Skrevs) \d{1,2} \p{L}+/u;

async function paperToAPerson(page: Page, meeting: string, times: number): Promise<void> {
  await page.goto(`/moten/bjud-in?id=${meeting}`);
  await write(page.getByLabel("Inbjudan med dina ord"), "Hej! Kom gärna, det blir fika. ".repeat(10 * times).trim());
  const card = page.locator("li.consent").filter({ hasText: NAME }).first();
  await card.getByRole("button", { name: "Bjud in" }).click();
  await card.getByRole("button", { name: "På papper" }).click();
  await expect(page.getByRole("heading", { name: /^Papper till/ })).toBeVisible();
}

async function copyToAPerson(page: Page): Promise<void> {
  await page.goto("/dela-ut");
  await page.getByRole("button", { name: new RegExp(`^${NAME} 2`) }).click();
  await expect(page.getByText("Ring mig på kvällen").first()).toBeVisible();
}

function sheets(held: string, next: string, times: number): Sheet[] {
  const at = (address: string, words: string) => async (page: Page) => {
    await page.goto(address);
    await expect(page.getByText(words).first()).toBeVisible();
  };
  return [
    { name: "skriv-ut-allt", open: at("/skriv-ut", "Jag sover på dagen"), says: WITH_NAME },
    { name: "plan", open: at("/beslut?flik=plan", "Gå dit en gång i veckan"), says: DECIDED },
    { name: "tidiga-tecken-beslut", open: at("/beslut?flik=warning_plan", "Jag sover på dagen"), says: DECIDED },
    { name: "minnesanteckningar", open: at(`/moten/ett?id=${held}&steg=papper`, "Att laga mat själv"), says: WITH_NAME },
    { name: "tidiga-tecken", open: at("/tecken/las", "Jag sover på dagen"), says: CHANGED },
    { name: "kontakter", open: at("/kontakter", `${NAME} 1`), says: CHANGED },
    { name: "kvitto", open: at("/samtycke/kvitto", "får läsa och föreslå"), says: WITH_NAME },
    { name: "kopia-till-en-person", open: copyToAPerson, says: CHANGED },
    { name: "inbjudan", open: (page) => paperToAPerson(page, next, times), says: WITH_CLOCK },
    {
      name: "nyckelkort", says: /Nyckel till det som är bara för mig/,
      open: (page) => page.goto("/bara-for-mig").then(() => makeKey(page)),
    },
  ];
}

async function print(page: Page, name: string): Promise<number> {
  const file = process.env.PARMEN_SCREENSHOTS && path.join(import.meta.dirname, `../../target/screenshots/${name}.pdf`);
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true, ...(file ? { path: file } : {}) });
  return readPdf(pdf).papers;
}

for (const [times, title] of [[1, "as much as there ordinarily is"], [2, "twice as much in twice as long words"]] as const) {
  test(`on paper there is room for ${title}`, async ({ page, browser, server, demo, staff, binder }) => {
    test.setTimeout(180_000);
    const { held, next } = await fill(staff, binder, times);
    const desk = await device(browser, server, DESK);
    await signIn(desk, demo.coordinators[0]!);
    await desk.goto(`/moten/ett?b=${binder}&id=${held}&steg=slut`);
    await expect(desk.getByText("Johan följer med till Fontänhuset").first()).toBeVisible();
    await closeMeeting(desk);
    await sent(desk);
    await desk.context().close();
    await letIn(page, staff, binder, server.url);
    for (const { name, open, says } of sheets(held, next, times)) {
      await open(page);
      await asPaper(page);
      expect.soft(await faultsOnPaper(page), name).toEqual([]);
      expect.soft(await page.locator("body").innerText(), name).toMatch(says);
      for (const code of await page.locator(".sheet-code path").all()) {
        expect.soft(readQr((await code.getAttribute("d"))!), name).toBe(page.url());
      }
      expect.soft(await page.locator(".qr-code").filter({ visible: true }).count() > 0, name).toBe(!UNCODED.includes(name));
      expect.soft(await print(page, `${name}-${times}`), name).toBeGreaterThan(0);
      await asScreen(page, SIZE);
    }
    await page.goto("/tecken/kort");
    await expect(page.getByRole("group", { name: "Baksidan", exact: true })).toBeVisible();
    await asPaper(page);
    expect.soft(await reachesOut(page), "the card for the wallet").toEqual([]);
    expect.soft(await print(page, `kort-${times}`), "the card for the wallet").toBe(1);
  });
}

test("what is cut off, lies beside the paper or on something else is found", async ({ owner }) => {
  await owner.goto("/om-jag-mar-samre");
  await asPaper(owner);
  expect(await faultsOnPaper(owner)).toEqual([]);
  const wrong: [string, string, string, RegExp][] = [
    ["overflow: hidden; block-size: 1em", "", "<p>En rad</p><p>En till</p>", /^cut off below/m],
    ["overflow: hidden; inline-size: 3em; white-space: nowrap", "", "Sammanskrivningsbenägenhet", /^cut off at the side/m],
    ["margin-inline-start: 200mm", "", "Utanför", /^beside the paper/m],
    ["display: grid", "grid-area: 1 / 1", "<p>Underst</p><p>Överst</p>", /^on each other/m],
  ];
  for (const [style, inside, html, fault] of wrong) {
    await owner.evaluate(([style, inside, html]) => {
      document.body.insertAdjacentHTML("beforeend", `<div id="fel">${html}</div>`);
      const added = document.getElementById("fel")!;
      added.style.cssText = style!;
      for (const child of added.querySelectorAll("p")) child.style.cssText = inside!;
    }, [style, inside, html]);
    expect((await faultsOnPaper(owner)).join("\n"), style).toMatch(fault);
    await owner.evaluate(() => document.getElementById("fel")!.remove());
  }
});
