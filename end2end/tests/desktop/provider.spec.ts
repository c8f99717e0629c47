// Staff sign in through their organisation: a real provider, and what happens when it does not know somebody, takes a
// new key, or does not answer.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { expect, test as base } from "../../fixtures.ts";
import { nameField } from "../../pages/contacts.ts";
import { entries } from "../../pages/log.ts";
import { list, openBinder, stored, tab } from "../../people.ts";
import { hsaId, NAME, Organization } from "../../provider.ts";

const test = base.extend<object, { organization: Organization }>({
  organization: [
    async ({ server, demo }, use) => {
      const organization = await Organization.start(server.url);
      Object.assign(server.env, organization.settings);
      server.run("coordinator", "link", "--username", demo.coordinators[0]!.username, "--identity", hsaId("anna"));
      server.keep();
      await use(organization);
      await organization.stop();
      expect(organization.logs).toEqual([]);
      expect(server.logs.join(""), "the log knows nobody").not.toMatch(/SE2321000016|berta|eyJ|code=|she gave up/);
    },
    { scope: "worker", auto: true },
  ],
});

const BUTTON = `Logga in med ${NAME}`;

async function away(page: Page): Promise<void> {
  await page.goto("/logga-in");
  await page.getByRole("button", { name: BUTTON }).click();
  await expect(page.getByRole("heading", { name: NAME })).toBeVisible();
}

async function identify(page: Page, who: string, how = "Med kort"): Promise<void> {
  await page.getByLabel("Vem är du?").fill(who);
  await page.getByRole("button", { name: how }).click();
}

test("she is identified by her organisation, reads her list, and signs out here and there", async ({ page, demo }) => {
  await away(page);
  await identify(page, "anna");
  await expect(list(page)).toBeVisible();
  await expect(page).toHaveURL(/\/samordnare$/);
  for (const { owner_name } of demo.binders) {
    await expect(page.getByRole("rowheader", { name: owner_name })).toBeVisible();
  }
  await expect(page.getByText(/kan saknas/), "a new device has lost nothing").toHaveCount(0);
  const cookies = await page.context().cookies();
  const ours = cookies.filter(({ name }) => name.startsWith("__Host-"));
  expect(ours.map(({ name, httpOnly, secure, sameSite, path }) => [name, httpOnly, secure, sameSite, path]))
    .toEqual([["__Host-parmen", true, true, "Strict", "/"]]);

  await page.getByRole("link", { name: "Inställningar" }).click();
  await page.getByRole("button", { name: "Logga ut" }).click();
  await page.getByRole("button", { name: "Yes, sign me out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Logga in" })).toBeVisible();
  expect((await page.request.get("/api/v1/me")).status()).toBe(401);
  expect(await stored(page)).not.toContain("Maja");
  // There she is signed out, too: the next one is asked who she is.
  await away(page);
});

test("nothing of the answer stays in the address or behind it", async ({ page }) => {
  const addresses: string[] = [];
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  await away(page);
  await identify(page, "anna");
  await expect(list(page)).toBeVisible();
  expect(addresses.some((address) => address.includes("/logga-in?code="))).toBe(true);
  await page.goBack();
  await expect(page).not.toHaveURL(/code|state/);
  await page.goto("/logga-in");
  await expect(page.getByText("Du är inloggad som Anna Berg.")).toBeVisible();
});

test("whoever has no account meets a calm page that says whom to ask, and can go on as somebody else", async ({ page, shot, staff }) => {
  await away(page);
  await identify(page, "berta");
  await expect(page.getByText(`${NAME} känner igen dig, men du har inget konto i Pärmen.`)).toBeVisible();
  await expect(page.getByText("Fråga Karin Ros, 010-123 45 67.")).toBeVisible();
  await expect(page.getByText(`Säg att ditt id är ${hsaId("berta")}.`)).toBeVisible();
  await expect(page).toHaveURL(/\/logga-in$/);
  await screens(page, "logga-in-okand", shot);
  expect((await page.request.get("/api/v1/me")).status()).toBe(401);
  const { body } = await staff.call<{ name: string }[]>("GET", "/practitioners");
  expect(body.map(({ name }) => name)).not.toContain("berta");

  // The provider knows berta by now; it must ask again.
  await page.getByRole("button", { name: "Logga in som någon annan" }).click();
  await identify(page, "anna");
  await expect(list(page)).toBeVisible();
});

test("a sign-in that is not sure enough, and one that is given up, are said and can be tried again", async ({ page }) => {
  await away(page);
  await identify(page, "anna", "Med lösenord");
  await expect(page.getByText("Den inloggningen räcker inte här. Prova igen och välj ett säkrare sätt.")).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole("button", { name: BUTTON }).click();
  await page.getByRole("button", { name: "Avbryt" }).click();
  await expect(page.getByText("Det blev ingen inloggning. Prova igen.")).toBeVisible();
  await page.getByRole("button", { name: BUTTON }).click();
  await identify(page, "anna");
  await expect(list(page)).toBeVisible();
});

test("the provider takes a new key, and she is in all the same", async ({ page, organization }) => {
  await away(page);
  await identify(page, "anna");
  await expect(list(page)).toBeVisible();
  await organization.takeNewKey();
  // Keys are asked for again once in ten seconds at most.
  await expect(async () => {
    await page.context().clearCookies();
    await away(page);
    await identify(page, "anna");
    await expect(list(page)).toBeVisible({ timeout: 4_000 });
    expect((await page.request.get("/api/v1/me")).status()).toBe(200);
  }).toPass();
});

test("while the provider does not answer, that is said calmly, and a local account goes on", async ({ page, organization, server, demo, shot }) => {
  await organization.stop();
  await server.kill();
  await server.start();
  await page.goto("/logga-in");
  const said = `${NAME} svarar inte just nu. Prova igen om en stund. Har du ett lösenord här går det att använda så länge.`;
  await page.getByRole("button", { name: BUTTON }).click();
  await expect(page.getByText(said)).toBeVisible();
  await screens(page, "logga-in-svarar-inte", shot);
  const anna = demo.coordinators[0]!;
  await page.getByLabel("Användarnamn").fill(anna.username);
  await page.getByLabel("Lösenord").fill(anna.password);
  await page.getByRole("button", { name: "Logga in", exact: true }).click();
  await expect(list(page)).toBeVisible();

  await organization.serve();
  await page.getByRole("link", { name: "Inställningar" }).click();
  await page.getByRole("button", { name: "Logga ut" }).click();
  // Somebody who has just not answered is not asked again at once.
  const there = page.getByRole("heading", { name: NAME });
  await expect(async () => {
    const begun = page.waitForResponse("**/api/v1/sign-in");
    await page.getByRole("button", { name: BUTTON }).click();
    expect((await begun).status()).toBe(200);
  }).toPass();
  await expect(there).toBeVisible();
});

test("what she wrote while her session was over is sent when her organisation has identified her", async ({ page, staff, binder }) => {
  await away(page);
  await identify(page, "anna");
  await expect(list(page)).toBeVisible();
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await expect(nameField(page)).toBeEditable();
  await page.context().setOffline(true);
  await page.context().clearCookies();
  await nameField(page).fill("Karin Ros");
  await page.getByRole("button", { name: "Skicka förslag" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Förslaget är sparat." })).toBeVisible();
  await page.context().setOffline(false);
  await page.goto("/samordnare");
  await expect(page.getByText("Logga in på nytt för att läsa och skriva. Allt du har skrivit finns kvar.")).toBeVisible();
  expect(await entries(staff, binder, "contacts")).toEqual([]);
  await away(page);
  await identify(page, "anna");
  await expect(list(page)).toBeVisible();
  await expect.poll(async () => (await entries(staff, binder, "contacts")).length).toBe(1);
});

test("an answer that nobody asked for changes nothing on the owner's phone", async ({ owner }) => {
  await owner.goto("/logga-in?code=made-up&state=made-up");
  await expect(owner.getByText("Den här telefonen har redan en pärm. Den hör till Maja Lind.")).toBeVisible();
  await expect(owner).toHaveURL(/\/logga-in$/);
  await owner.goto("/");
  await expect(owner.getByRole("heading", { level: 1, name: /Hej Maja/ })).toBeVisible();
  expect((await owner.request.get("/api/v1/me")).status()).toBe(200);
});

test("where local accounts are switched off there is one button and nothing to fill in", async ({ page, server, shot }) => {
  server.env.PARMEN_LOCAL_ACCOUNTS = "off";
  await server.kill();
  await server.start();
  await page.goto("/logga-in");
  await expect(page.getByRole("button", { name: BUTTON })).toBeVisible();
  await expect(page.getByLabel("Lösenord")).toHaveCount(0);
  await screens(page, "logga-in-enbart", shot);
  delete server.env.PARMEN_LOCAL_ACCOUNTS;
  await server.kill();
  await server.start();
});

test("in English, too", async ({ page, server }) => {
  await page.context().addCookies([{ name: "lang", value: "en", url: server.url }]);
  await page.goto("/logga-in");
  await page.getByRole("button", { name: `Sign in with ${NAME}` }).click();
  await expect(page.getByLabel("Vem är du?")).toBeVisible();
  await identify(page, "berta");
  await expect(page.getByText("Ask Karin Ros, 010-123 45 67.")).toBeVisible();
});

test("the page with both ways in, on a small screen and with a keyboard", async ({ page, shot }) => {
  await page.goto("/logga-in");
  await expect(page.getByRole("button", { name: BUTTON })).toBeVisible();
  await screens(page, "logga-in-bada", shot);
  await page.getByRole("button", { name: BUTTON }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: NAME })).toBeVisible();
});

// A screen as it must hold everywhere: phone and desk, light and dark, 320 px, and nothing for axe to find.
async function screens(page: Page, name: string, shot: (page: Page, name: string) => Promise<void>): Promise<void> {
  for (const [size, viewport] of [["telefon", { width: 360, height: 740 }], ["skrivbord", { width: 1280, height: 800 }]] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await shot(page, `${name}-${size}-${colorScheme}`);
    }
  }
  await page.setViewportSize({ width: 320, height: 4000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ failureSummary }) => failureSummary)])).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
