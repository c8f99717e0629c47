// Without touch or mouse: everything that matters is reached and done with keys, and it shows where one is.
import { type Locator, type Page } from "@playwright/test";
import { expect, opensOffline, test } from "../../fixtures.ts";
import { DESK, device, letIn } from "../../people.ts";
import { settled } from "../../routes.ts";

// Presses Tab until the place is reached, as somebody without a mouse does.
async function tabTo(page: Page, place: Locator): Promise<void> {
  await expect(place).toBeVisible();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await place.evaluate((element) => element === document.activeElement)) {
      // A card shows it for the radio button in it, a row of the list for its link.
      const ring = await place.evaluate((element) => {
        const shown = [getComputedStyle(element), getComputedStyle(element, "::after")];
        const card = element.closest("label");
        if (card) shown.push(getComputedStyle(card));
        return shown.some((style) => style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2);
      });
      expect(ring, `where one is shows on ${place}`).toBe(true);
      return;
    }
  }
  throw new Error(`${place} is not reached with Tab`);
}

test("the skip link is first, shows, and leads into the content", async ({ page, demo, staff, server }) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await page.goto("/kontakter");
  await settled(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Till innehållet" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("home, the next meeting, back, and the crisis view", async ({ page, demo, staff, server }) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await settled(page);
  await tabTo(page, page.getByRole("link", { name: /Nästa möte/ }));
  await page.keyboard.press("Enter");
  const title = page.getByRole("heading", { level: 1, name: "Resursgruppsmöte" });
  await expect(title, "a new page begins at its title").toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Hej Maja" })).toBeVisible();
  await opensOffline(page); // until the worker is there, the crisis page is the one for everybody
  await tabTo(page, page.getByRole("link", { name: "Om jag mår sämre" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Om jag mår sämre" })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: /^Ring Eva/ }));
  await tabTo(page, page.getByRole("link", { name: /112/ }));
});

test("a contact is written, and calling asks once and lets go with Escape", async ({ page, demo, staff, server }) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await page.goto("/kontakter");
  await settled(page);
  const call = page.getByRole("button", { name: /^Ring Sara/ });
  await tabTo(page, call);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Ring Sara?" });
  await expect(dialog).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(call).toBeFocused();

  await tabTo(page, page.getByRole("link", { name: "Lägg till någon" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Namn", { exact: true }));
  await page.keyboard.type("Alva Strand");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Sparat", { exact: true }).first()).toBeVisible();
  await tabTo(page, page.getByRole("radio", { name: "arbetar med mig" }));
  await page.keyboard.press("Space");
  await expect(page.getByRole("radio", { name: "arbetar med mig" })).toBeChecked();
  // "Ångra" is within reach of Tab too.
  await tabTo(page, page.getByRole("button", { name: "Ångra" }));
});

test("a consent is taken back", async ({ page, staff, server }) => {
  const binder = await staff.newBinder("Maja Lind", ["contacts"]);
  await letIn(page, staff, binder, server.url);
  await page.goto("/samtycke");
  await settled(page);
  await tabTo(page, page.getByRole("button", { name: "Säg nej" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/får inte längre läsa Kontakter/).first()).toBeVisible();
});

test("the coordinator signs in and opens a pärm", async ({ browser, server, demo }) => {
  const page = await device(browser, server, DESK);
  const anna = demo.coordinators[0]!;
  await page.goto("/logga-in");
  await settled(page);
  await tabTo(page, page.getByLabel("Användarnamn"));
  await page.keyboard.type(anna.username);
  await page.keyboard.press("Tab");
  await page.keyboard.type(anna.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Det här väntar" })).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: "Maja L.", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Maja L." })).toBeFocused();
  await page.context().close();
});
