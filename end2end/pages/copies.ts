// Who has a copy of Tidiga tecken: two people named in it, their links, and what they read there.
import { expect, type Page } from "@playwright/test";
import { addContact } from "./contacts.ts";
import { openTab } from "./frame.ts";
import { addSign } from "./signs.ts";

export const who = (page: Page) => page.getByRole("link", { name: /^Vem har en kopia\?/ });
export const row = (page: Page, name: string) => page.getByRole("list", { name: "Kopior" }).getByRole("link", { name: new RegExp(`^${name}`) });

// Two people close to her, each named in a sign.
export async function twoNamed(owner: Page): Promise<void> {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11", group: "står mig nära" });
  await addContact(owner, { name: "Sara Ek", phone: "070-555 00 22", group: "står mig nära" });
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag sover inte", other: { who: "Eva Lind", text: "Ring mig på kvällen" } });
  await addSign(owner, { text: "Jag går inte ut", other: { who: "Sara Ek", text: "Ta med mig ut" } });
}

export async function handOver(owner: Page, name: string, code = ""): Promise<string> {
  await owner.goto("/dela-ut");
  await owner.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await owner.getByLabel(/^Kod du säger till/).fill(code);
  await owner.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(owner.getByText("Länken fungerar nu.")).toBeVisible();
  return owner.getByRole("textbox", { name: "Länken" }).inputValue();
}

export async function read(page: Page, link: string, code = ""): Promise<string> {
  await page.goto(link);
  if (code) await page.getByLabel("Kod").fill(code);
  await page.getByRole("button", { name: "Visa" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Så kan du hjälpa mig" })).toBeVisible();
  return page.getByRole("main").innerText();
}
