// R3: what cannot wait for the next meeting is marked by whoever suggests it, and the owner sees it first, in quiet words.
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { nameField } from "../../pages/contacts.ts";
import { openTab } from "../../pages/frame.ts";
import { device, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";

const tick = (page: Page) => page.getByRole("checkbox", { name: /Det är brådskande/ });

async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await expect(nameField(page)).toHaveValue("");
  await nameField(page).fill(name);
  await expect(tick(page), "never by itself").not.toBeChecked();
}

async function send(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Skicka förslag" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Förslaget är sparat." })).toBeVisible();
}

test("an urgent suggestion made without network comes first on her phone, and she decides", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await readyOffline(page);
  await cut(page.context(), server);
  await begin(page, "Vanliga Vera");
  await send(page);
  await page.goto(`/kontakter?b=${binder}`);
  await begin(page, "Brådis Bo");
  await tick(page).check();
  await shot(page, "bradskande-samordnare");
  await page.reload();
  await expect(tick(page), "kept with what is not sent").toBeChecked();
  await send(page);
  await page.goto(`/kontakter?b=${binder}`);
  await mend(page.context(), server);

  await owner.goto("/");
  const row = owner.getByRole("link", { name: /^Ett förslag att se på nu/ });
  await expect(row).toContainText("Det står i Kontakter. Du bestämmer.");
  await shot(owner, "bradskande-hem");
  await row.click();
  const first = owner.locator("section.proposal");
  await expect(first).toContainText("Brådskande");
  await expect(first).toContainText("Brådis Bo");
  await expect(owner.getByRole("button", { name: /Vanliga Vera/ })).toBeVisible();
  await shot(owner, "bradskande-kontakter");
  await first.getByRole("button", { name: "Ta det på mötet" }).click();
  await expect(owner.getByText("Sparat till mötet")).toBeVisible();
  await owner.goto("/");
  await expect(owner.getByRole("link", { name: /^Här är vi nu/ })).toBeVisible();
  await expect(row, "it has had its answer for now").toHaveCount(0);
  await openTab(owner, "Kontakter");
  await owner.getByRole("button", { name: /Brådis Bo/ }).click();
  await owner.locator("section.proposal").filter({ hasText: "Brådis Bo" }).getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByRole("link", { name: /^Brådis Bo/ })).toBeVisible();
  await owner.context().close();
});
