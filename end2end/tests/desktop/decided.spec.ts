// R4, R60, R126: ending a meeting of the resource group decides the plan and the warning signs; she reads it on her own
// phone, says that it is right, and sees what has changed since. Two coordinators who end the same meeting apart.
import { expect, readyOffline, cut, mend, test } from "../../fixtures.ts";
import { type Page } from "@playwright/test";
import { DESK, device, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { letColleagueIn } from "../../pages/colleague.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { write } from "../../pages/frame.ts";
import { closeMeeting } from "../../pages/meeting-steps.ts";
import { uuid7 } from "../../staff.ts";

const goal = (text: string, position = "i", entry = uuid7()) => ({
  tab: "plan", entry, kind: "goal", fields: { text: { text }, wanted: { flag: true }, position: { text: position } },
});

test("a meeting without network decides, and she reads it, says that it is right, and takes her word back", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(120_000);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  await writeTogether(staff, binder, meeting, goal("Klara min vardag"));
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Möten").click();
  await expect(page.getByRole("link", { name: /Visa mötet/ })).toBeVisible();
  await readyOffline(page);
  await cut(page.context(), server);
  await page.reload();
  await page.getByRole("link", { name: /Visa mötet/ }).click();
  await expect(page.getByRole("heading", { name: "Det här beslutas när ni avslutar" })).toBeVisible();
  await page.getByLabel("Andra förslag ni pratade om").fill("Matlåda från kommunen");
  await page.getByLabel("Det som valdes").fill("Laga mat själv på tisdagar");
  await shot(page, "beslut-pa-mote");
  await page.getByLabel("Det som valdes").pressSequentially(", med sina egna recept"); // the last words come along
  await page.getByRole("button", { name: "Avsluta mötet" }).click();
  await expect(page.getByRole("heading", { name: "Det här beslutade ni" })).toBeVisible();
  await page.getByRole("link", { name: /Mål och plan/ }).first().click();
  await expect(page.getByRole("heading", { name: "Beslutad plan" })).toBeVisible();
  await expect(page.getByText("Laga mat själv på tisdagar, med sina egna recept")).toBeVisible();
  await expect(page.getByText("Maja har inte svarat än.")).toBeVisible();
  await shot(page, "beslut-hos-samordnare");

  await mend(page.context(), server);
  await page.reload();
  await owner.goto("/plan");
  await owner.getByRole("link", { name: /Beslutat.*Stämmer det\?/ }).click();
  await expect(owner.getByRole("heading", { name: "Beslutad plan" })).toBeVisible();
  await shot(owner, "beslut");
  await readyOffline(owner);
  await cut(owner.context(), server);
  await owner.reload();
  await expect(owner.getByText("Matlåda från kommunen")).toBeVisible();
  await owner.getByRole("button", { name: "Ja, det stämmer" }).click();
  await expect(owner.getByText("Du har sagt att det stämmer.").first()).toBeVisible();
  await owner.getByRole("button", { name: "Ångra" }).click();
  await expect(owner.getByRole("button", { name: "Ja, det stämmer" })).toBeVisible();
  await owner.getByRole("button", { name: "Ja, det stämmer" }).click();
  await expect(owner.getByRole("button", { name: "Ja, det stämmer" })).toHaveCount(0);
  await mend(owner.context(), server);
  await owner.reload();
  await page.reload();
  await expect(page.getByText(/har sagt att det stämmer\./)).toBeVisible();
  await owner.context().close();
});

async function openMeeting(page: Page, binder: string): Promise<void> {
  await page.goto(`/moten?b=${binder}`);
  await page.getByRole("link", { name: /Visa mötet/ }).click();
  await expect(page.getByRole("button", { name: "Avsluta mötet" })).toBeVisible();
}

async function changeGoal(page: Page, binder: string, goal: string, text: string): Promise<void> {
  await page.goto(`/plan/mal?b=${binder}&id=${goal}`);
  await write(page.getByLabel(/^Målet med egna ord/), text);
}

test("two coordinators end the same meeting apart: the first decides, and the other waits for her", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(150_000);
  await letColleagueIn(staff, server, binder, demo.coordinators[1]!);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  const cook = uuid7();
  await writeTogether(staff, binder, meeting, goal("Laga mat", "i", cook));

  // Johan sits at the same table, and his device has no network.
  const johan = await device(browser, server, DESK);
  await signIn(johan, demo.coordinators[1]!);
  await openMeeting(johan, binder);
  await johan.goto(`/plan/mal?b=${binder}&id=${cook}`);
  await expect(johan.getByLabel(/^Målet med egna ord/)).toHaveValue("Laga mat");
  await readyOffline(johan);
  await johan.context().setOffline(true);
  // A stream that was open already is heard until the page is left.
  await johan.reload();
  await expect(johan.getByLabel(/^Målet med egna ord/)).toHaveValue("Laga mat");
  await signIn(page, demo.coordinators[0]!);
  await openMeeting(page, binder);
  await changeGoal(page, binder, cook, "Laga mat med Anna");
  await openMeeting(page, binder);
  await closeMeeting(page);
  await changeGoal(johan, binder, cook, "Laga mat med Johan");
  await openMeeting(johan, binder);
  await closeMeeting(johan);
  await johan.context().setOffline(false);
  await johan.reload();

  await owner.goto("/beslut?flik=plan");
  await expect(owner.getByRole("heading", { name: "Ett möte till avslutades" })).toBeVisible({ timeout: 40_000 });
  await expect(owner.locator(".print-sheet")).toContainText("Laga mat med Anna");
  await expect(owner.locator(".print-sheet")).not.toContainText("Laga mat med Johan");
  await shot(owner, "beslut-tva-moten");
  await owner.goto(`/plan/mal?id=${cook}`);
  await expect(owner.getByText("Två versioner").first()).toBeVisible();
  await expect(owner.getByText("Laga mat med Anna").first()).toBeVisible();
  await expect(owner.getByText("Laga mat med Johan").first()).toBeVisible();
  await shot(owner, "beslut-forslag");
  await johan.goto("/kom-inte-fram");
  await expect(johan.getByText("Laga mat med Johan")).toHaveCount(0);
  await owner.context().close();
  await johan.context().close();
});
