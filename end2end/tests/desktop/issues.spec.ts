// Handläggargruppen: what chafes is taken up without whom it is about, read by those who were named, and led by whoever
// took it up until a decision stands.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { expect, test as base } from "../../fixtures.ts";
import { DESK, device, faultsOf, PHONE, signIn } from "../../people.ts";

// A worker of their own: what is taken up stands in a list that others would see.
const test = base.extend<object, { own: boolean }>({
  own: [async ({}, use) => use(true), { scope: "worker", auto: true }],
});

const TEXT = "Två verksamheter säger att det är den andras sak.";
const card = (page: Page, category: string) => page.getByRole("article", { name: category });
const go = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function noFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(" ")}`));
  expect(found, await page.title()).toEqual([]);
}

async function toForm(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Meny" }).getByRole("link", { name: "Det som skaver" }).click();
  await page.getByRole("link", { name: "Ta upp i handläggargruppen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ta upp i handläggargruppen" })).toBeVisible();
}

test("a number is never saved, a name may be none, and nothing that was typed goes", async ({ page, server, demo, binder, shot }) => {
  const sara = server.account("sara", "Sara Lund");
  await signIn(page, demo.coordinators[0]!);
  expect(binder).toBeTruthy();
  await toForm(page);
  await expect(page.getByText("Ingen är utsedd till gruppen än.")).toBeVisible();
  await noFaults(page);
  await shot(page, "skav-ta-upp");

  await go(page, "Ta upp i gruppen");
  await expect(page.getByText("Välj vad det handlar om.")).toBeVisible();
  await page.getByRole("radio", { name: "Vem som ska göra det" }).check();
  await go(page, "Ta upp i gruppen");
  await expect(page.getByText("Skriv vad som skaver.")).toBeVisible();
  const text = page.getByLabel("Vad skaver?");
  await expect(text).toBeFocused();

  await text.fill("Maja, 850709-9805, får vänta. Ring 070-123 45 67.");
  await expect(page.getByText("”850709-9805” är ett personnummer eller liknar ett.")).toBeVisible();
  await expect(page.getByText("”070-123 45 67” liknar ett telefonnummer.")).toBeVisible();
  await expect(page.getByText("”Maja” kan vara ett namn.")).toBeVisible();
  await page.getByLabel("Vad är prövat?").fill("Ringt båda.");
  await go(page, "Ta upp i gruppen");
  await expect(page.getByText("Texten är inte sparad än.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Det är inget namn. Gå vidare" })).toHaveCount(0);
  await expect(text).toHaveValue("Maja, 850709-9805, får vänta. Ring 070-123 45 67.");
  await noFaults(page);
  await shot(page, "skav-varning");

  await text.fill("Maja får vänta.");
  await go(page, "Ta upp i gruppen");
  await expect(page.getByText("Det kan finnas ett namn i texten.")).toBeVisible();
  await expect(text).toHaveValue("Maja får vänta.");
  await shot(page, "skav-kanske-namn");
  await go(page, "Det är inget namn. Gå vidare");
  await expect(card(page, "Vem som ska göra det")).toContainText("Maja får vänta.");
  await noFaults(page);

  // Whoever was not named sees nothing of it.
  await page.goto("/installningar");
  await page.getByRole("button", { name: "Logga ut" }).click();
  await expect(page.getByLabel("Användarnamn")).toBeVisible();
  await signIn(page, sara);
  await page.getByRole("link", { name: "Det som skaver" }).click();
  await expect(page.getByText("Här kommer det du tar upp.")).toBeVisible();
});

test("whoever took it up lifts it and writes the decision; a member reads where it stands", async ({ browser, page, server, demo, shot }) => {
  const karin = server.account("karin", "Karin Ek");
  server.run("group", "add", "--username", "karin");
  await signIn(page, demo.coordinators[0]!);
  await toForm(page);
  await expect(page.getByRole("listitem").filter({ hasText: "Karin Ek" })).toBeVisible();
  await page.getByRole("radio", { name: "Hjälp som dröjer eller uteblir" }).check();
  await page.getByLabel("Vad skaver?").fill(TEXT);
  await go(page, "Spara hos mig så länge");
  const mine = card(page, "Hjälp som dröjer eller uteblir");
  await expect(mine.getByRole("listitem").filter({ hasText: "Hos dig" })).toHaveAttribute("aria-current", "step");

  await mine.getByText("Lyft till gruppen").click();
  await mine.getByRole("button", { name: "Lyft", exact: true }).click();
  await expect(mine.getByText("Skriv vad som är prövat.")).toBeVisible();
  await mine.getByLabel("Vad är prövat?").fill("Ringt båda.");
  await mine.getByRole("button", { name: "Lyft", exact: true }).click();
  await expect(mine.getByRole("listitem").filter({ hasText: "Handläggargruppen" })).toHaveAttribute("aria-current", "step");
  await shot(page, "skav-lista");

  const reader = await device(browser, server, DESK);
  const faults = faultsOf(reader);
  await signIn(reader, karin);
  await reader.getByRole("link", { name: "Det som skaver" }).click();
  const theirs = card(reader, "Hjälp som dröjer eller uteblir");
  await expect(theirs).toContainText(TEXT);
  await expect(theirs).toContainText("Ringt båda.");
  await expect(theirs).toContainText("håller i det tills det finns ett beslut.");
  await expect(theirs.getByText("Skriv beslutet")).toHaveCount(0);
  await expect(theirs.getByText("Lyft till ledningsgruppen")).toHaveCount(0);
  await noFaults(reader);
  await shot(reader, "skav-grupp-bord");

  await mine.getByText("Skriv beslutet").click();
  await mine.getByLabel("Vad beslutades?").fill("Regionen tar det från den första december.");
  await shot(page, "skav-beslut");
  await mine.getByRole("button", { name: "Spara beslutet" }).click();
  await expect(mine.getByText("Regionen tar det från den första december.")).toBeVisible();
  await expect(mine.getByText("Skriv beslutet")).toHaveCount(0);
  await reader.reload();
  await expect(theirs).toContainText("Regionen tar det från den första december.");
  expect(faults).toEqual([]);
  await reader.context().close();
});

test("without network what was typed stands there, and goes when there is some", async ({ page, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  await toForm(page);
  await page.getByRole("radio", { name: "Något annat" }).check();
  await page.getByLabel("Vad skaver?").fill(TEXT);
  await page.getByLabel("Vad är prövat?").fill("Inget än.");
  await page.context().setOffline(true);
  await go(page, "Ta upp i gruppen");
  await expect(page.getByText("Det gick inte att spara utan nät.")).toBeVisible();
  await expect(page.getByLabel("Vad skaver?")).toHaveValue(TEXT);
  await page.context().setOffline(false);
  await go(page, "Ta upp i gruppen");
  await expect(card(page, "Något annat")).toHaveCount(1);
});

test("on the phone, the form and the list fit and are looked at", async ({ browser, server, demo, shot }) => {
  const page = await device(browser, server, PHONE);
  const faults = faultsOf(page);
  await signIn(page, demo.coordinators[0]!);
  await shot(page, "skav-telefon-oversikt");
  await toForm(page);
  await page.getByRole("radio", { name: "Möten som inte blir av" }).check();
  await page.getByLabel("Vad skaver?").fill("Ring 070-123 45 67.");
  await expect(page.getByText("liknar ett telefonnummer")).toBeVisible();
  await shot(page, "skav-telefon-varning");
  await page.getByLabel("Vad skaver?").fill(TEXT);
  await page.getByLabel("Vad är prövat?").fill("Bokat om tre gånger.");
  await go(page, "Ta upp i gruppen");
  await expect(card(page, "Möten som inte blir av")).toBeVisible();
  await card(page, "Möten som inte blir av").scrollIntoViewIfNeeded();
  await shot(page, "skav-telefon-lista");
  expect(faults).toEqual([]);
  await page.context().close();
});
