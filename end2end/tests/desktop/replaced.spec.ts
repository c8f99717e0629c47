// R131 in the middle of the work: one coordinator has held a meeting, suggested something and leaves before the next
// one. Her colleague closes it; her own way in has ended, and what she suggested still waits for the owner.
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { type Account, DESK, device, letIn, list, openBinder, PHONE, signIn, stored, tab } from "../../people.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { sent } from "../../pages/frame.ts";
import { closeMeeting, jumpTo } from "../../pages/meeting-steps.ts";
import { type Staff, TABS, uuid7 } from "../../staff.ts";

const HERS = "Åka buss till kören";

async function hold(page: Page, binder: string, meeting: string, agreed: string): Promise<void> {
  await page.goto(`/moten/ett?b=${binder}&id=${meeting}&steg=beslut`);
  await page.getByLabel("Det här kom ni överens om").fill(agreed);
  await page.getByLabel("Det här kom ni överens om").blur();
  await jumpTo(page, "Avsluta");
  await expect(page.getByText(agreed).first()).toBeVisible();
  await closeMeeting(page);
}

// Her last day is soon over; the screen knows whole days only.
async function leavesIn(ms: number, staff: Staff, binder: string, successor: Account): Promise<void> {
  const { body } = await staff.call<{ person: string; name: string; organization_name: string }[]>("GET", "/practitioners");
  const { person, name, organization_name: organization } = body.find((one) => one.name === successor.name)!;
  const rights = TABS.map((tab) => ({ tab, right: "suggest" }));
  const says = { person, name, organization, from: Date.now() - 1000, until: Date.now() + ms, rights };
  const hers = { audience: { to: "people", people: [staff.me.person] } };
  const { refused } = await staff.sync(binder, [staff.op("sharing", uuid7(), "propose_succession", says, hers)]);
  expect(refused ?? []).toEqual([]);
}

test("between two meetings the coordinator changes: the new one closes the next, and what the old one suggested still waits", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(240_000);
  const [anna, johan] = demo.coordinators;
  const [owner, desk] = await Promise.all([PHONE, DESK].map((kind) => device(browser, server, kind)));
  await letIn(owner!, staff, binder, server.url);
  const first = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  await writeTogether(staff, binder, first, {
    tab: "plan", entry: uuid7(), kind: "goal", fields: { text: { text: "Komma ut mer" }, wanted: { flag: true }, position: { text: "i" } },
  });
  await signIn(page, anna!);
  await hold(page, binder, first, "Anna ringer kören.");

  await page.goto(`/plan?b=${binder}`);
  await page.getByRole("link", { name: "Lägg till ett mål" }).click();
  await page.getByLabel("Målet med egna ord från Maja").fill(HERS);
  await page.getByRole("button", { name: "Skicka förslag" }).click();
  await expect(page.getByText("Förslaget är sparat. Maja Lind bestämmer.")).toBeVisible();
  await sent(page);
  const second = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });

  await leavesIn(60_000, staff, binder, johan!);
  await owner!.goto("/samtycke");
  await owner!.locator(".proposal").filter({ hasText: "tar över" }).getByRole("button", { name: "Ja, det går bra" }).click();
  await sent(owner!);
  await expect.poll(async () => {
    await page.goto("/samordnare");
    await expect(list(page)).toBeVisible();
    return page.locator(`a[href$="${binder}"]`).count();
  }, { timeout: 120_000, intervals: [5000] }).toBe(0);
  await expect.poll(async () => (await stored(page)).includes(HERS), { timeout: 20_000 }).toBe(false);

  await signIn(desk!, johan!);
  await openBinder(desk!, "Maja Lind", binder);
  await hold(desk!, binder, second, "Johan tar bussen med Maja.");
  await shot(desk!, "byte-nya-avslutar");
  await sent(desk!);
  await page.goto(`/plan?b=${binder}`);
  await expect(page.getByText("Komma ut mer"), "her way in has ended").toHaveCount(0);

  await owner!.goto("/beslut?flik=plan");
  await expect(owner!.locator(".print-sheet")).toContainText("Komma ut mer");
  await expect(owner!.locator(".print-sheet")).toContainText("beslut 2");
  await owner!.goto("/plan");
  const proposal = owner!.locator(".proposal").filter({ hasText: HERS });
  await expect(proposal).toBeVisible();
  await shot(owner!, "byte-forslaget-kvar");
  await proposal.getByRole("button", { name: /^Ja/ }).click();
  await expect(proposal).toHaveCount(0);
  await expect(owner!.getByText(HERS).first()).toBeVisible();
  await sent(owner!);
  await desk!.goto(`/plan?b=${binder}`);
  await expect(tab(desk!, HERS).first()).toBeVisible();
  for (const [meeting, words] of [[first, "Anna ringer kören."], [second, "Johan tar bussen med Maja."]] as const) {
    await owner!.goto(`/moten/ett?id=${meeting}`);
    await expect(owner!.getByText(words)).toBeVisible();
  }
  for (const one of [owner!, desk!]) await one.context().close();
});
