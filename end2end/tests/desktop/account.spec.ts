// A coordinator's own account: one-time codes beside the password, another password, and where she is signed in.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { expect, test as base } from "../../fixtures.ts";
import { codesOnPaper, give, giveCode, go, scan, signOut, title } from "../../pages/account.ts";
import { DESK, device, list, PHONE, signIn } from "../../people.ts";
import { Server } from "../../server.ts";

// A worker of their own: who has an account stands where others choose whom to name.
const test = base.extend<object, { own: boolean }>({
  own: [async ({}, use) => use(true), { scope: "worker", auto: true }],
});

async function noFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(" ")}`));
  expect(found, await page.title()).toEqual([]);
}

async function turnOn(page: Page, password: string) {
  await page.goto("/samordnare/konto");
  await go(page, "Sätt på engångskoder");
  await page.getByLabel("Lösenord", { exact: true }).fill(password);
  await go(page, "Fortsätt");
  await expect(title(page, "Lägg in kontot i appen")).toBeVisible();
  const app = await scan(page);
  await page.getByLabel("Engångskod", { exact: true }).fill(await app.code());
  await go(page, "Fortsätt");
  await expect(title(page, "Spara reservkoderna")).toBeVisible();
  const paper = await codesOnPaper(page);
  await go(page, "Jag har sparat dem");
  await expect(page.getByText("Engångskoder är på.")).toBeVisible();
  return { app, paper };
}

test("she turns one-time codes on, one step at a time, and each mistake is met calmly", async ({ page, server, shot }) => {
  const sara = server.account("sara", "Sara Lund");
  await signIn(page, sara);
  await page.getByRole("link", { name: "Inställningar" }).click();
  await page.getByRole("link", { name: /^Ditt konto/ }).click();
  await expect(page.getByText("Du loggar in som sara.")).toBeVisible();
  await noFaults(page);
  await shot(page, "konto");

  await go(page, "Sätt på engångskoder");
  await expect(title(page, "Sätt på engångskoder")).toBeFocused();
  await page.getByLabel("Lösenord", { exact: true }).fill("inte rätt");
  await go(page, "Fortsätt");
  await expect(page.getByText("Lösenordet stämmer inte. Prova igen.")).toBeVisible();
  await noFaults(page);
  await page.getByLabel("Lösenord", { exact: true }).fill(sara.password);
  await page.keyboard.press("Enter");
  await expect(title(page, "Lägg in kontot i appen")).toBeVisible();
  const app = await scan(page);
  await page.getByLabel("Engångskod", { exact: true }).fill(app.wrong());
  await go(page, "Fortsätt");
  await expect(page.getByText("Koden stämmer inte. Vänta tills appen visar en ny och skriv den.")).toBeVisible();
  await expect(page.getByLabel("Engångskod", { exact: true })).toHaveValue(app.wrong());
  await noFaults(page);
  await shot(page, "konto-lagg-in");
  await page.setViewportSize({ width: 360, height: 740 });
  await shot(page, "konto-lagg-in-telefon");
  await page.setViewportSize(DESK.viewport!);

  await page.getByLabel("Engångskod", { exact: true }).fill(await app.code());
  await go(page, "Fortsätt");
  await expect(title(page, "Spara reservkoderna")).toBeFocused();
  expect(new Set(await codesOnPaper(page)).size).toBe(10);
  await noFaults(page);
  await shot(page, "konto-reservkoder");
  await page.emulateMedia({ media: "print" });
  for (const words of ["Reservkoder för sara", (await codesOnPaper(page))[9]!]) {
    await expect(page.getByText(words)).toBeVisible();
  }
  await expect(page.getByRole("button", { name: "Skriv ut" })).toBeHidden();
  await page.emulateMedia({ media: null });
  await go(page, "Jag har sparat dem");
  await expect(page.getByText("Engångskoder är på.")).toBeVisible();
  await expect(page.getByText("10 av 10 reservkoder är kvar.")).toBeVisible();
  await noFaults(page);
  await shot(page, "konto-pa");
});

test("a sign-in asks for the code after the password, keeps what was typed, and knows the codes on paper", async ({ browser, page, server, shot }) => {
  const maria = server.account("maria", "Maria Ek");
  await signIn(page, maria);
  const { app, paper } = await turnOn(page, maria.password);
  await signOut(page);

  await give(page, maria);
  await expect(page.getByText("Öppna appen för engångskoder i din telefon.")).toBeVisible();
  await expect(page.getByLabel("Engångskod", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Lösenord", { exact: true })).toBeHidden();
  await noFaults(page);
  await shot(page, "logga-in-kod");
  await giveCode(page, app.wrong());
  await expect(page.getByText("Koden stämmer inte.")).toBeVisible();
  await expect(page.getByLabel("Engångskod", { exact: true })).toBeFocused();
  await go(page, "Tillbaka");
  await expect(page.getByLabel("Användarnamn")).toHaveValue(maria.username);
  await expect(page.getByLabel("Lösenord", { exact: true })).toHaveValue(maria.password);
  await go(page, "Logga in");
  await giveCode(page, await app.code());
  await expect(list(page)).toBeVisible();

  const phone = await device(browser, server, PHONE);
  await give(phone, maria);
  await go(phone, "Använd en reservkod");
  await expect(phone.getByLabel("Reservkod")).toBeFocused();
  await noFaults(phone);
  await shot(phone, "logga-in-reservkod-telefon");
  await giveCode(phone, paper[0]!.toUpperCase());
  await expect(list(phone)).toBeVisible();
  await signOut(phone);
  await give(phone, maria);
  await go(phone, "Använd en reservkod");
  await giveCode(phone, paper[0]!);
  await expect(phone.getByText("Koden stämmer inte, eller så är den redan använd.")).toBeVisible();
  await phone.context().close();
});

test("she turns them off again with password and code", async ({ page, server }) => {
  const eva = server.account("eva", "Eva Holm");
  await signIn(page, eva);
  const { paper } = await turnOn(page, eva.password);
  await go(page, "Stäng av");
  await expect(page.getByText("Efteråt räcker lösenordet för att logga in.")).toBeVisible();
  await page.getByLabel("Lösenord", { exact: true }).fill(eva.password);
  await page.getByLabel("Engångskod eller reservkod").fill(paper[4]!);
  await noFaults(page);
  await go(page, "Stäng av engångskoder");
  await expect(page.getByText("Engångskoder är av.")).toBeVisible();
  await signOut(page);
  await give(page, eva);
  await expect(list(page)).toBeVisible();
});

test("who has lost both phone and paper is helped by whoever runs the server", async ({ page, server }) => {
  const karin = server.account("karin", "Karin Ek");
  await signIn(page, karin);
  await turnOn(page, karin.password);
  await signOut(page);
  server.run("coordinator", "reset-second-factor", "--username", karin.username, "--by", "Per i receptionen");
  await give(page, karin);
  await expect(list(page)).toBeVisible();
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(Date.now());
  const log = server.run("audit", "--organization", "Psykosvård Öster", "--from", today, "--to", today, "--accounts");
  expect(log).toContain("Karin Ek  second step taken away  by Per i receptionen");
});

test("where the organisation demands it, the first sign-in leads through it and then to the list", async ({ browser, shot }) => {
  const server = await Server.make();
  server.env.PARMEN_LOCAL_SECOND_FACTOR = "required";
  const nina = server.account("nina", "Nina Berg");
  await server.start();
  const page = await device(browser, server, PHONE);
  await give(page, nina);
  await expect(title(page, "Sätt på engångskoder")).toBeVisible();
  await expect(page.getByText("Här behövs en engångskod för att logga in.")).toBeVisible();
  await noFaults(page);
  await shot(page, "konto-forsta-gangen-telefon");
  // Nothing else opens: not the list, and not for another page of the app.
  await page.goto("/samordnare");
  await expect(page.getByText("Logga in för att se dina pärmar.")).toBeVisible();
  await page.goto("/samordnare/konto");
  await go(page, "Börja");
  const app = await scan(page);
  await page.getByLabel("Engångskod", { exact: true }).fill(await app.code());
  await go(page, "Fortsätt");
  await expect(title(page, "Spara reservkoderna")).toBeVisible();
  await shot(page, "konto-reservkoder-telefon");
  await go(page, "Jag har sparat dem");
  await expect(page.getByText("Engångskoder är på.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stäng av" })).toHaveCount(0);
  await page.goto("/samordnare");
  await expect(list(page)).toBeVisible();
  await page.context().close();
  await server.dispose();
});

test("a new password is judged, and other places are signed out", async ({ browser, page, server, shot }) => {
  const lena = server.account("lena", "Lena Dahl");
  await signIn(page, lena);
  const elsewhere = await device(browser, server, PHONE);
  await signIn(elsewhere, lena);
  await page.goto("/samordnare/konto");
  await go(page, "Byt lösenord");
  const change = async (old: string, chosen: string) => {
    await page.getByLabel("Ditt lösenord nu").fill(old);
    await page.getByLabel("Nytt lösenord").fill(chosen);
    await go(page, "Byt lösenord");
  };
  await change(lena.password, "kort");
  await expect(page.getByText("Det nya lösenordet är för kort. Skriv minst 12 tecken.")).toBeVisible();
  await expect(page.getByLabel("Nytt lösenord")).toBeFocused();
  await change(lena.password, "lena-dahl-2026");
  await expect(page.getByText("Det nya lösenordet är lätt att gissa.")).toBeVisible();
  await change("fel lösenord", "tio gula båtar i hamn");
  await expect(page.getByText("Lösenordet stämmer inte. Prova igen.")).toBeVisible();
  await noFaults(page);
  await shot(page, "konto-losenord");
  await change(lena.password, "tio gula båtar i hamn");
  await expect(page.getByText("Lösenordet är bytt. På andra ställen är du utloggad.")).toBeVisible();
  expect((await elsewhere.request.get("/api/v1/me")).status()).toBe(401);
  await elsewhere.context().close();
});

test("she sees where she is signed in, and signs out there", async ({ browser, page, server }) => {
  const ylva = server.account("ylva", "Ylva Sand");
  await signIn(page, ylva);
  const elsewhere = await device(browser, server, PHONE);
  await signIn(elsewhere, ylva);
  await page.goto("/samordnare/konto");
  await expect(page.getByText("På ett annat ställe")).toBeVisible();
  await go(page, "Logga ut där");
  await expect(page.getByText("Du är utloggad där.")).toBeVisible();
  await expect(page.getByText("På ett annat ställe")).toHaveCount(0);
  expect((await elsewhere.request.get("/api/v1/me")).status()).toBe(401);
  expect((await page.request.get("/api/v1/me")).status()).toBe(200);
  await elsewhere.context().close();
});

test("in English no Swedish is left on the way", async ({ browser, server }) => {
  const olle = server.account("olle", "Olle Strand");
  const page = await device(browser, server, { ...DESK, locale: "en-GB" });
  const english = async () => {
    const words = (await page.locator("body").innerText()).replaceAll(/Pärmen|Psykosvård Öster/g, "");
    expect(words.split("\n").filter((line) => /[åäö]/i.test(line))).toEqual([]);
  };
  await page.goto("/logga-in");
  await page.getByLabel("User name").fill(olle.username);
  await page.getByLabel("Password").fill(olle.password);
  await go(page, "Sign in");
  await expect(page).toHaveURL(/\/samordnare$/);
  await page.goto("/samordnare/konto");
  await go(page, "Turn on one-time codes");
  await english();
  await page.getByLabel("Password").fill(olle.password);
  await go(page, "Continue");
  await expect(title(page, "Put the account into the app")).toBeVisible();
  await english();
  await go(page, "Cancel");
  await go(page, "Change the password");
  await english();
  await page.context().close();
});
