// Field failure: "Nästa möte" stood there after the meeting, and "Om 3 veckor" the next day, until something else changed.
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { bookByCoordinator } from "../../pages/coordinator.ts";
import { openTab } from "../../pages/frame.ts";

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

// The clock stands still from now on, so many milliseconds before a minute begins. On an empty page: one that has
// timers of the real clock would be woken by them after it had stopped them.
async function stopClock(page: Page, before: number): Promise<Date> {
  await page.goto("about:blank");
  const now = new Date(Math.ceil(Date.now() / MINUTE) * MINUTE - before);
  await page.clock.setFixedTime(now);
  return now;
}

const later = (now: Date, days: number) => new Date(now.getTime() + days * DAY);

const next = (page: Page) => page.getByRole("link", { name: /^Nästa möte/ });

// Another app is in front of it, or the phone sleeps.
const hide = (page: Page, hidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);

test("on a page that is looked at, how far off it is follows the days, and what has been is not next", async ({ owner, staff, binder }) => {
  const now = await stopClock(owner, 200);
  await bookByCoordinator(staff, binder, { days: 2, kind: "care_team" });
  await owner.goto("/");
  await expect(next(owner)).toContainText("Om 2 dagar.");
  await owner.clock.setFixedTime(later(now, 1));
  await expect(next(owner)).toContainText("I morgon.");
  await owner.clock.setFixedTime(later(now, 2));
  await expect(next(owner)).toContainText("I dag.");
  await owner.clock.setFixedTime(later(now, 3));
  await expect(next(owner)).not.toContainText("kl.");
  await openTab(owner, "Möten");
  await expect(owner.getByRole("heading", { name: "Har varit" })).toBeVisible();
});

test("she comes back to it the next day", async ({ owner, staff, binder }) => {
  // The next minute is a whole one away: it is her coming back that is noticed.
  const now = await stopClock(owner, MINUTE - 1);
  await bookByCoordinator(staff, binder, { days: 2 });
  await owner.goto("/moten");
  await expect(next(owner)).toContainText("Om 2 dagar.");
  await hide(owner, true);
  await owner.clock.setFixedTime(later(now, 1));
  await hide(owner, false);
  await expect(next(owner)).toContainText("I morgon.");
});

test("words that are being written stand where they are when a minute passes", async ({ owner, staff, binder }) => {
  const now = await stopClock(owner, 200);
  await bookByCoordinator(staff, binder, { days: 2 });
  await owner.goto("/moten");
  await next(owner).click();
  await expect(owner.getByText("Om 2 dagar.")).toBeVisible();
  await owner.getByRole("button", { name: "Ändra" }).click();
  const about = owner.getByLabel("Det här handlar mötet om");
  await about.focus();
  const field = await about.elementHandle();
  await about.pressSequentially("Att sova");
  await owner.clock.setFixedTime(later(now, 1));
  // The line beside the fields follows.
  await expect(owner.getByText(/I morgon\.$/)).toBeVisible();
  await about.pressSequentially(" bättre");
  await expect(about).toHaveValue("Att sova bättre");
  await expect(about).toBeFocused();
  expect(await field!.evaluate((field) => field.isConnected), "the same field").toBe(true);
});
