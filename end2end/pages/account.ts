// Ditt konto, and the sign-in with a second step.
import { expect, type Page } from "@playwright/test";
import { AppOfCodes } from "../one-time.ts";
import { type Account } from "../people.ts";
import { readQr } from "../qr.ts";

export const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
export const go = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

// Name and password, as on any day; what comes next is another matter.
export async function give(page: Page, account: Account): Promise<void> {
  await page.goto("/logga-in");
  await page.getByLabel("Användarnamn").fill(account.username);
  await page.getByLabel("Lösenord", { exact: true }).fill(account.password);
  await go(page, "Logga in");
}

export async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(/^(Engångskod|Reservkod)$/).fill(code);
  await go(page, "Logga in");
}

export async function signOut(page: Page): Promise<void> {
  await page.goto("/installningar");
  await go(page, "Logga ut");
  await expect(title(page, "Logga in")).toBeVisible();
}

// Points the phone at the screen.
export async function scan(page: Page): Promise<AppOfCodes> {
  const path = await page.getByRole("img", { name: "QR-kod till appen för engångskoder" }).locator("path").getAttribute("d");
  const address = new URL(readQr(path!));
  expect(`${address.protocol}//${address.host}`).toBe("otpauth://totp");
  const key = address.searchParams.get("secret")!;
  // Whoever has no camera types the same.
  const typed = await page.locator(".one-time-key").innerText();
  expect(typed.replaceAll(" ", "")).toBe(key);
  return new AppOfCodes(key);
}

export const codesOnPaper = (page: Page) => page.locator(".recovery-codes li").allInnerTexts();
