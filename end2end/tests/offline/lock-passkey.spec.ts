// A finger, a face or the phone's own code beside the code of her lock: with and without network, and never the one way in.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { authenticator } from "../../pages/authenticator.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { give, keptOnDevice, lockPage, lockWith, shutTitle } from "../../pages/lock.ts";

const CODE = "471147";
const FINGER = "Öppna med finger, ansikte eller telefonens kod";

const bo = (page: Page) => page.getByRole("link", { name: /^Bo Ek/ });
const finger = (page: Page) => page.getByRole("button", { name: FINGER });

async function withFinger(page: Page): Promise<void> {
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Bo Ek", phone: "070-123 45 67" });
  await sent(page);
  await lockWith(page, CODE);
  await page.getByRole("button", { name: "Öppna så också" }).click();
  await expect(page.getByText("Nu kan du öppna appen så.")).toBeVisible();
}

async function lock(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Lås nu" }).click();
  await expect(shutTitle(page)).toBeVisible();
}

test("she opens the app with her finger without network, and the code goes on", async ({ owner, context, server, shot }) => {
  const key = await authenticator(owner, { prf: true });
  await withFinger(owner);
  expect((await key.keys()).map(({ rpId, isResidentCredential }) => [rpId, isResidentCredential])).toEqual([["localhost", true]]);
  expect(await keptOnDevice(owner)).not.toMatch(/Bo Ek|Maja|070-123/);
  await shot(owner, "lock-finger-chosen");
  const { violations } = await new AxeBuilder({ page: owner }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await readyOffline(owner);
  await cut(context, server);
  await lock(owner);
  await shot(owner, "lock-finger-shut");
  await finger(owner).click();
  await openTab(owner, "Kontakter");
  await expect(bo(owner)).toBeVisible();
  await lockPage(owner);
  await lock(owner);
  // The crisis page is as open as she chose.
  await owner.getByRole("link", { name: "Om jag mår sämre" }).click();
  await expect(owner.getByRole("link", { name: /Bo Ek/ })).toBeVisible();
  await owner.goto("/kontakter");
  await give(owner, CODE);
  await expect(bo(owner)).toBeVisible();
  await mend(context, server);
});

test("a finger that is not hers, and a passkey that is gone, open nothing and cost nothing", async ({ owner, shot }) => {
  const key = await authenticator(owner, { prf: true });
  await withFinger(owner);
  await lock(owner);
  await key.finger(false);
  await finger(owner).click();
  await expect(owner.getByText("Det öppnade inte. Skriv koden i stället.")).toBeVisible();
  await expect(owner.getByLabel("Din kod", { exact: true })).toBeFocused();
  await shot(owner, "lock-finger-not-hers");
  await key.finger(true);
  await key.forget();
  await finger(owner).click();
  await expect(owner.getByText("Det öppnade inte. Skriv koden i stället.")).toBeVisible();
  await give(owner, CODE);
  await openTab(owner, "Kontakter");
  await expect(bo(owner)).toBeVisible();
});

test("she takes it away again, and the code alone opens", async ({ owner }) => {
  await authenticator(owner, { prf: true });
  await withFinger(owner);
  await owner.getByRole("button", { name: "Öppna bara med koden" }).click();
  await expect(owner.getByText("Nu öppnas appen bara med koden.")).toBeVisible();
  await lock(owner);
  await expect(owner.getByRole("button", { name: "Öppna", exact: true })).toBeVisible();
  await expect(finger(owner)).toHaveCount(0);
  await give(owner, CODE);
  await expect(owner.getByRole("button", { name: "Öppna så också" })).toBeVisible();
});

test("a phone that cannot says so, and the code is as it was", async ({ owner, shot }) => {
  await authenticator(owner);
  await lockWith(owner, CODE);
  await owner.getByRole("button", { name: "Öppna så också" }).click();
  await expect(owner.getByText("Det går inte på den här enheten. Koden gäller som förut.")).toBeVisible();
  await shot(owner, "lock-finger-cannot");
  await lock(owner);
  await expect(owner.getByRole("button", { name: "Öppna", exact: true })).toBeVisible();
  await expect(finger(owner)).toHaveCount(0);
  await give(owner, CODE);
  await expect(owner.getByRole("heading", { level: 1, name: "Lås appen" })).toBeVisible();
});

test("one who thinks better of it changes nothing", async ({ owner }) => {
  const key = await authenticator(owner, { prf: true });
  await key.finger(false);
  await lockWith(owner, CODE);
  await owner.getByRole("button", { name: "Öppna så också" }).click();
  await expect(owner.getByText("Inget ändrades. Prova igen när du vill.")).toBeVisible();
  expect(await key.keys()).toEqual([]);
  await expect(owner.getByRole("button", { name: "Öppna så också" })).toBeVisible();
});

test("the lock speaks her language with the finger, too", async ({ owner }) => {
  await authenticator(owner, { prf: true });
  await withFinger(owner);
  await owner.goto("/installningar");
  await owner.getByRole("radio", { name: "English" }).check();
  await expect(owner.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await owner.goto("/las-appen");
  await owner.getByRole("button", { name: "Lock now" }).click();
  await owner.getByRole("button", { name: "Open with finger, face or the phone's code" }).click();
  await expect(owner.getByText("The app also opens with finger, face or the phone's code.")).toBeVisible();
});
