// Swedish and English: the whole app changes, stays changed, also without network, and says so to screen readers.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { holdApp } from "../../pages/frame.ts";
import { device, PHONE } from "../../people.ts";
import { settled } from "../../routes.ts";
import { type Page } from "@playwright/test";

const ROUTES = [
  "/", "/ring", "/parm", "/kontakter", "/kontakt", "/tecken", "/tecken/las", "/tecken/kort", "/plan", "/skattning", "/skattning/tidigare", "/moten", "/samtycke",
  "/dela-ut", "/installningar", "/hjalp", "/kom-inte-fram", "/para", "/logga-in", "/om-jag-mar-samre",
];
// Names of people, places and the app are the same in every language.
const NAMES = /Pärmen|Psykosvård Öster|Boendestöd Väster/g;

async function toEnglish(page: Page): Promise<void> {
  await page.goto("/installningar");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
}

test("no Swedish sentence is left in English, and back again", async ({ owner: page, shot }) => {
  await toEnglish(page);
  for (const address of ROUTES) {
    await page.goto(address);
    await settled(page);
    await expect.soft(page.locator("html"), address).toHaveAttribute("lang", "en");
    const swedish = async () => {
      const words = `${await page.title()}\n${await page.locator("body").innerText()}`.replace(NAMES, "");
      return words.split("\n").filter((line) => /[åäö]/i.test(line));
    };
    await expect.poll(swedish, address).toEqual([]);
  }
  await page.goto("/");
  await settled(page);
  await shot(page, "engelska-hem");
  await page.goto("/installningar");
  await page.getByRole("radio", { name: "Svenska" }).check();
  await expect(page.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "sv");
});

test("English holds without network too", async ({ owner: page, server }) => {
  await toEnglish(page);
  await readyOffline(page);
  await cut(page.context(), server);
  await page.goto("/kontakter");
  await expect(page.getByRole("heading", { level: 1, name: "Contacts" })).toBeVisible();
  await page.goto("/om-jag-mar-samre");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await mend(page.context(), server);
});

test("a first visit follows the browser, and Swedish is what everything else becomes", async ({ browser, server }) => {
  for (const [asked, lang, title] of [["en-GB", "en", "Welcome"], ["sv-SE", "sv", "Välkommen"], ["fi-FI", "sv", "Välkommen"]]) {
    const page = await device(browser, server, { ...PHONE, locale: asked! });
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", lang!);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await page.context().close();
  }
});

test("days, clocks and decimals are written as each language does", async ({ page, server, demo, staff }) => {
  const { code } = await staff.pairing(demo.binders[0]!.id);
  await page.request.post("/api/v1/pairings/redeem", { data: { code }, headers: { Origin: server.url } });
  await page.goto("/");
  await expect(page.getByText(/dag \d+ \p{L}+ kl\. 13\.00/u)).toBeVisible();
  await page.goto("/skattning/tidigare"); // one is due, so the curve is behind its own step
  await settled(page);
  await page.getByText("Visa som tabell").click();
  await expect(page.getByRole("table")).toContainText(/\d,\d/);
  await expect(page.getByRole("table")).not.toContainText(/\d\.\d/);
  await toEnglish(page);
  await page.goto("/skattning/tidigare");
  await page.getByText("Show as a table").or(page.getByText("Show as table")).click();
  await expect(page.getByRole("table")).toContainText(/\d\.\d/);
});

test("a language that is tapped before the app is there is changed to when it comes", async ({ page }) => {
  const come = await holdApp(page);
  await page.goto("/installningar", { waitUntil: "commit" });
  await page.waitForFunction(() => document.documentElement.dataset.frame); // its script is there
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByRole("heading", { level: 1, name: "Inställningar" })).toBeVisible();
  come();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "English" })).toBeChecked();
});
