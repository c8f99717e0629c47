// Field failure: a link to a meeting that this device had not fetched showed an empty form, as if nothing were booked.
import { type Page } from "@playwright/test";
import { expect, readyOffline, test } from "../../fixtures.ts";
import { loseNetwork } from "../../pages/breaking.ts";
import { bookByCoordinator } from "../../pages/coordinator.ts";
import { openTab } from "../../pages/frame.ts";
import { uuid7 } from "../../staff.ts";

const main = (page: Page) => page.getByRole("main");
const waits = (page: Page) => page.getByText("Det här är inte hämtat hit än. Det kommer när du har nät.");

test("a meeting that has not come is said to be on its way, and is there when it comes", async ({ owner, staff, binder, context, server, shot }) => {
  await openTab(owner, "Möten");
  await readyOffline(owner);
  await loseNetwork(context, server);
  const meeting = await bookByCoordinator(staff, binder, { days: 3, kind: "care_team" });
  for (const address of [`/moten/ett?id=${meeting}`, `/plan/mal?id=${uuid7()}`, `/kontakt?id=${uuid7()}`, `/tecken/ett?id=${uuid7()}`]) {
    await owner.goto(address);
    await expect(waits(owner), address).toBeVisible();
    await expect(main(owner).locator("input, textarea, select"), address).toHaveCount(0);
  }
  await owner.goto(`/moten/ett?id=${meeting}`);
  await expect(waits(owner)).toBeVisible();
  await shot(owner, "not-come-yet");
  await context.setOffline(false);
  await expect(owner.getByRole("heading", { level: 1, name: "Resursgruppsmöte" })).toBeVisible();
  await expect(waits(owner)).toHaveCount(0);
  await expect(main(owner).getByRole("button", { name: "Ändra" })).toBeVisible();
});

test("what is nowhere is said to be gone, and a new one is open for writing, also when the page is loaded again", async ({ owner }) => {
  await owner.goto(`/moten/ett?id=${uuid7()}`);
  await expect(owner.getByText("Det här finns inte längre.")).toBeVisible();
  await expect(main(owner).locator("input, textarea, select")).toHaveCount(0);
  await openTab(owner, "Mål och plan");
  await owner.getByRole("link", { name: "Lägg till ett mål" }).click();
  await expect(owner.getByLabel("Målet med dina egna ord")).toBeVisible();
  await owner.reload();
  await expect(owner.getByLabel("Målet med dina egna ord")).toBeVisible();
});
