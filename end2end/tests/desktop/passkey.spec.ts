// Passkeys, with Chromium's own virtual authenticator: made in Ditt konto, used instead of a password, taken away.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { expect, test as base } from "../../fixtures.ts";
import { authenticator } from "../../pages/authenticator.ts";
import { go, signOut, title } from "../../pages/account.ts";
import { DESK, device, list, signIn } from "../../people.ts";

// A worker of their own: who has an account stands where others choose whom to name.
const test = base.extend<object, { own: boolean }>({
  own: [async ({}, use) => use(true), { scope: "worker", auto: true }],
});

async function add(page: Page, password: string): Promise<void> {
  await page.goto("/samordnare/konto");
  await go(page, "Lägg till en passnyckel");
  await page.getByLabel("Lösenord", { exact: true }).fill(password);
  await go(page, "Fortsätt");
}

async function useKey(page: Page): Promise<void> {
  await page.goto("/logga-in");
  await go(page, "Använd en passnyckel");
}

test("she makes a passkey, signs in with it and nothing else, and takes it away", async ({ page, server, shot }) => {
  const moa = server.account("moa", "Moa Ask");
  const key = await authenticator(page);
  await signIn(page, moa);
  await add(page, moa.password);
  await expect(page.getByText("Passnyckeln är tillagd.")).toBeVisible();
  await expect(page.getByText("Inte använd än.")).toBeVisible();
  const made = await key.keys();
  expect(made.map(({ isResidentCredential, rpId, userName }) => [isResidentCredential, rpId, userName]))
    .toEqual([[true, "localhost", "moa"]]);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await shot(page, "konto-passnyckel");

  // The same device makes no second one.
  await add(page, moa.password);
  await expect(page.getByText("Ingen passnyckel blev tillagd. Prova igen när du vill.")).toBeVisible();
  await go(page, "Avbryt");

  await signOut(page);
  await shot(page, "logga-in-passnyckel");
  await useKey(page);
  await expect(list(page)).toBeVisible();
  await expect(page).toHaveURL(/\/samordnare$/);
  await page.goto("/samordnare/konto");
  await expect(page.getByText("Inte använd än.")).toHaveCount(0);
  await page.getByRole("button", { name: "Ta bort", exact: true }).click();
  await expect(page.getByText("Passnyckeln är borttagen.")).toBeVisible();
  await signOut(page);
  await useKey(page);
  await expect(page.getByText("Den passnyckeln gäller inte här längre. Logga in med lösenord.")).toBeVisible();
  await expect(title(page, "Logga in")).toBeVisible();
});

test("without a finger nothing opens, and what was answered once is not answered again", async ({ page, server }) => {
  const tove = server.account("tove", "Tove Al");
  const key = await authenticator(page);
  await signIn(page, tove);
  await add(page, tove.password);
  await expect(page.getByText("Passnyckeln är tillagd.")).toBeVisible();
  await signOut(page);
  await key.finger(false);
  await useKey(page);
  await expect(page.getByText("Ingen passnyckel användes. Du kan logga in med lösenord.")).toBeVisible();
  await key.finger(true);
  const handedIn = page.waitForRequest("**/api/v1/session/passkey/finish");
  await useKey(page);
  await expect(list(page)).toBeVisible();
  const { headers, data } = await handedIn.then(async (request) => ({
    headers: { Cookie: (await request.allHeaders())["cookie"] ?? "", Origin: server.url },
    data: request.postDataJSON(),
  }));
  expect(headers.Cookie).toContain("__Host-parmen-passkey=");
  const again = await fetch(`${server.url}/api/v1/session/passkey/finish`, {
    method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(data),
  });
  expect([again.status, (await again.json()).code]).toEqual([403, "passkey_failed"]);
});

test("another's passkey opens her own account and no other", async ({ browser, page, server }) => {
  const [ida, siv] = [server.account("ida", "Ida Rask"), server.account("siv", "Siv Palm")];
  await authenticator(page);
  await signIn(page, ida);
  await add(page, ida.password);
  await expect(page.getByText("Passnyckeln är tillagd.")).toBeVisible();
  await signOut(page);
  const other = await device(browser, server, DESK);
  await authenticator(other);
  await signIn(other, siv);
  await add(other, siv.password);
  await expect(other.getByText("Passnyckeln är tillagd.")).toBeVisible();
  await useKey(page);
  await expect(list(page)).toBeVisible();
  await page.goto("/samordnare/konto");
  await expect(page.getByText("Du loggar in som ida.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ta bort", exact: true })).toHaveCount(1);
  await other.context().close();
});
