// Every page of the app with the demo's content, for the checks that go through all of them.
import { expect, type Page } from "@playwright/test";

export const CRISIS = "/om-jag-mar-samre";
// The owner's pages that have no way to the crisis view: a rating in progress is alone on the screen.
export const WITHOUT_WORSE = ["/skattning/ny", CRISIS];

const OWNER = [
  "/", "/ring", "/parm", "/kontakter", "/kontakt", "/tecken", "/tecken/ett", "/tecken/las", "/tecken/kort",
  "/plan", "/plan/mal", "/plan/andras",
  "/skattning", "/skattning/tidigare", "/skattning/ny", "/moten", "/moten/ett", "/moten/bjud-in", "/moten/kalender", "/vagen",
  "/andrat?flik=warning_plan", "/beslut?flik=plan", "/beslut?flik=warning_plan",
  "/samtycke", "/samtycke?steg=skriv-under", "/samtycke?steg=gruppen", "/samtycke?steg=med-namn", "/samtycke/kvitto",
  "/dela-ut", "/kopior", "/vem-har-tittat", "/telefoner", "/bara-for-mig", "/installningar", "/paminnelser", "/las-appen", "/ta-bort", "/skriv-ut",
  "/para", "/hjalp", "/kom-inte-fram", "/logga-in",
];
const DESK = [
  "/samordnare", "/samordnare/ny", "/samordnare/parkoppla", "/samordnare/konto", "/samordnare/gruppen",
  "/samordnare/ta-upp", "/samordnare/granskning", "/parm", "/kontakter", "/kontakt", "/tecken", "/tecken/ett",
  "/tecken/las", "/plan", "/plan/mal", "/plan/andras", "/skattning", "/moten", "/moten/ett", "/moten/bjud-in", "/vagen", "/andrat?flik=warning_plan",
  "/beslut?flik=plan", "/samtycke", "/samtycke/kvitto", "/installningar", "/las-appen", "/hjalp",
  "/kom-inte-fram", "/logga-in",
];
// Pages about one entry, and the list that leads to them.
const ONE: Record<string, string> = {
  "/kontakt": "/kontakter", "/tecken/ett": "/tecken", "/plan/mal": "/plan", "/plan/andras": "/plan", "/moten/ett": "/moten",
  "/samtycke?steg=gruppen": "/samtycke",
};

// The page has what it is going to show.
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  await expect(page.locator(".pending")).toHaveCount(0);
  await expect(page.getByText("Hämtar det du skrivit …")).toHaveCount(0);
  await expect(page.getByText("Hämtar koden …")).toHaveCount(0);
  await expect(page.getByText("Hämtas …", { exact: true })).toHaveCount(0);
}

async function withEntries(page: Page, routes: string[], query: string): Promise<string[]> {
  const addresses: string[] = [];
  for (const route of routes) {
    const list = ONE[route];
    if (!list) {
      addresses.push(route + (route.includes("?") ? query.replace("?", "&") : query));
      continue;
    }
    await page.goto(list + query);
    await settled(page);
    const link = page.locator(`main a[href*="${route}${route.includes("?") ? "&" : "?"}"][href*="id="]`).first();
    addresses.push((await link.getAttribute("href"))!);
  }
  return addresses;
}

export const ownerRoutes = (page: Page) => withEntries(page, OWNER, "");
export const deskRoutes = (page: Page, binder: string) => withEntries(page, DESK, `?b=${binder}`);
