// R1, R7–R9: where the work is stands on her first page, in words and as a picture; it opens without network, and
// whoever works with her can put it right, as she can.
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test } from "../fixtures.ts";
import { bookByCoordinator } from "../pages/coordinator.ts";
import { keptHere, sent, undo } from "../pages/frame.ts";
import { DESK, device, letIn, openBinder, signIn } from "../people.ts";

const row = (page: Page) => page.getByRole("link", { name: /^Här är vi nu: / });
const here = (page: Page) => page.locator("li[aria-current=step]");

test("she sees where they are and what comes next, without network too, and puts it right", async ({
  page, context, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(120_000);
  await letIn(page, staff, binder, server.url);
  await expect(row(page)).toHaveAccessibleName(/^Här är vi nu: Start Ni lär känna varandra\./);
  await bookByCoordinator(staff, binder, { days: -2, status: "held" });
  await bookByCoordinator(staff, binder, { days: 20, kind: "care_team" });
  await expect(row(page)).toHaveAccessibleName(/Kartläggning/);
  await shot(page, "vagen-hem");
  await readyOffline(page);
  await cut(context, server);
  await page.reload();
  await row(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Här är vi nu" })).toBeVisible();
  await expect(here(page)).toContainText("Kartläggning");
  await expect(page.getByRole("link", { name: /^Resursgruppsmöte .* Om 3 veckor|^Resursgruppsmöte .* Om 20 dagar/ })).toBeVisible();
  await shot(page, "vagen");

  // R9: little is the ordinary; more is remembered on this device.
  const much = page.getByText("Det får ta den tid du behöver.");
  await expect(much).toHaveCount(0);
  await page.getByRole("radio", { name: "Mer" }).check();
  await expect(much.first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Mer" })).toBeChecked();
  await expect(much.first()).toBeVisible();
  await shot(page, "vagen-mer");

  await page.getByRole("button", { name: "Stämmer det inte? Ändra" }).click();
  await page.getByRole("radio", { name: "Planering" }).check();
  await expect(here(page)).toContainText("Planering");
  await undo(page);
  await expect(here(page)).toContainText("Kartläggning");
  await page.getByRole("radio", { name: "Planering" }).check();
  await expect(here(page)).toContainText("Planering");
  await keptHere(page);
  await mend(context, server);
  await sent(page);

  const desk = await device(browser, server, DESK);
  await signIn(desk, demo.coordinators[0]!);
  await openBinder(desk, "Maja Lind", binder);
  await expect(row(desk)).toHaveAccessibleName(/Planering/);
  await row(desk).click();
  await expect(desk.getByText("Maja ser det här på sin första sida.")).toBeVisible();
  await desk.getByRole("button", { name: "Stämmer det inte? Ändra" }).click();
  await desk.getByRole("radio", { name: "Arbete" }).check();
  await expect(here(desk)).toContainText("Arbete");
  await shot(desk, "vagen-samordnare");
  await page.goto("/");
  await expect(row(page)).toHaveAccessibleName(/Arbete/);
  await desk.context().close();
});
