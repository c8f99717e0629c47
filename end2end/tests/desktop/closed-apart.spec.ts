// Two coordinators go through the steps of the same meeting on devices without network, write different things, and
// both close it. The first in the log decides; what the other one wrote waits for her, entry by entry, and nothing of
// it is lost.
import { type Page } from "@playwright/test";
import { cut, expect, readyOffline, test } from "../../fixtures.ts";
import { DESK, device, letIn, PHONE, signIn } from "../../people.ts";
import { letColleagueIn } from "../../pages/colleague.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { write } from "../../pages/frame.ts";
import { entries } from "../../pages/log.ts";
import { closeMeeting, jumpTo } from "../../pages/meeting-steps.ts";
import { type Staff, uuid7 } from "../../staff.ts";

interface Place { binder: string; meeting: string; goal: string; sign: string }
interface Words { goal: string; part: string; sign: string; point: string; agreed: string }

const ANNA: Words = {
  goal: "Laga mat med Anna", part: "Handla med Anna", sign: "Jag sover dåligt, säger Anna",
  point: "Anna tar upp bussen", agreed: "Anna ringer på fredag",
};
const JOHAN: Words = {
  goal: "Laga mat med Johan", part: "Handla med Johan", sign: "Jag sover dåligt, säger Johan",
  point: "Johan tar upp hyran", agreed: "Johan ringer på måndag",
};

async function prepare(staff: Staff, binder: string): Promise<Place> {
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  const [goal, sign] = [uuid7(), uuid7()];
  await writeTogether(staff, binder, meeting, {
    tab: "plan", entry: goal, kind: "goal", fields: { text: { text: "Laga mat" }, wanted: { flag: true }, position: { text: "i" } },
  });
  await writeTogether(staff, binder, meeting, {
    tab: "warning_plan", entry: sign, kind: "sign", fields: { text: { text: "Jag sover dåligt" }, position: { text: "i" } },
  });
  return { binder, meeting, goal, sign };
}

const toMeeting = (page: Page, { binder, meeting }: Place, step: string) =>
  page.goto(`/moten/ett?b=${binder}&id=${meeting}&steg=${step}`);

// Everything is on the device, and what stands around it, too.
async function sitDown(page: Page, place: Place): Promise<void> {
  await page.goto(`/plan/mal?b=${place.binder}&id=${place.goal}`);
  await expect(page.getByLabel(/^Målet med egna ord/)).toHaveValue("Laga mat");
  await page.goto(`/tecken?b=${place.binder}`);
  await expect(page.getByText("Jag sover dåligt").first()).toBeVisible();
  await toMeeting(page, place, "har");
  await jumpTo(page, "Vilka är här?");
  await readyOffline(page);
}

async function holdTheMeeting(page: Page, place: Place, words: Words): Promise<void> {
  await toMeeting(page, place, "plan");
  await page.getByLabel("Vad vill du ta upp?").fill(words.point);
  await page.getByRole("button", { name: "Lägg till punkten" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: words.point })).toBeVisible();
  await jumpTo(page, "Nya delmål");
  await page.goto(`/plan/mal?b=${place.binder}&id=${place.goal}`);
  await write(page.getByLabel(/^Målet med egna ord/), words.goal);
  await page.getByRole("link", { name: "Lägg till ett delmål" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Delmål" })).toBeVisible();
  await write(page.getByLabel(/^Målet med egna ord/), words.part);
  await page.goto(`/tecken/ett?b=${place.binder}&id=${place.sign}`);
  await page.getByRole("button", { name: /^Ändra/ }).first().click();
  await write(page.getByLabel("Vad brukar hända?"), words.sign);
  await toMeeting(page, place, "beslut");
  await write(page.getByLabel("Det här kom ni överens om"), words.agreed);
  await jumpTo(page, "Avsluta");
  await closeMeeting(page);
}

test("two devices without network close the same meeting in its steps: one decides, and nothing of the other is lost", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(240_000);
  await letColleagueIn(staff, server, binder, demo.coordinators[1]!);
  const [owner, johan] = await Promise.all([PHONE, DESK].map((kind) => device(browser, server, kind)));
  await letIn(owner!, staff, binder, server.url);
  const place = await prepare(staff, binder);
  await signIn(page, demo.coordinators[0]!);
  await sitDown(page, place);
  await signIn(johan!, demo.coordinators[1]!);
  await sitDown(johan!, place);
  await johan!.context().setOffline(true);
  await cut(page.context(), server);
  await holdTheMeeting(page, place, ANNA);
  await holdTheMeeting(johan!, place, JOHAN);

  // Anna's device reaches the server first, and Johan's when hers is there.
  await server.start();
  await page.context().setOffline(false);
  await page.reload();
  await expect.poll(async () => JSON.stringify(await entries(staff, binder, "meetings")), { timeout: 60_000 }).toContain(ANNA.agreed);
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("Sparat", { timeout: 60_000 });
  await johan!.context().setOffline(false);
  await johan!.reload();
  await expect.poll(async () => JSON.stringify(await entries(staff, binder, "meetings")), { timeout: 60_000 }).toContain(JOHAN.agreed);
  await expect(johan!.getByRole("banner").getByRole("status")).toHaveText("Sparat", { timeout: 60_000 });

  for (const [flik, of] of [["plan", [ANNA.goal, ANNA.part]], ["warning_plan", [ANNA.sign]]] as const) {
    await owner!.goto(`/beslut?flik=${flik}`);
    await expect(owner!.getByRole("heading", { name: "Ett möte till avslutades" })).toBeVisible({ timeout: 60_000 });
    for (const words of of) await expect(owner!.locator(".print-sheet")).toContainText(words);
    for (const words of Object.values(JOHAN)) await expect(owner!.locator(".print-sheet")).not.toContainText(words);
  }
  await shot(owner!, "avslutat-isar-beslut");
  await owner!.goto(`/plan/mal?id=${place.goal}`);
  const waits = owner!.getByRole("heading", { name: "Johan har ett förslag" });
  await expect(waits, "entry by entry").toBeVisible();
  for (const words of [ANNA.goal, JOHAN.goal]) await expect(owner!.getByText(words).first()).toBeVisible();
  await shot(owner!, "avslutat-isar-mal");
  await owner!.goto(`/tecken/ett?id=${place.sign}`);
  await expect(waits, "entry by entry").toBeVisible();
  for (const words of [ANNA.sign, JOHAN.sign]) await expect(owner!.getByText(words).first()).toBeVisible();
  await owner!.goto("/plan");
  for (const words of [ANNA.part, JOHAN.part]) await expect(owner!.getByText(words).first()).toBeVisible();
  await owner!.goto(`/moten/ett?id=${place.meeting}`);
  for (const words of [ANNA.agreed, JOHAN.agreed]) await expect(owner!.getByText(words).first()).toBeVisible();
  await shot(owner!, "avslutat-isar-mote");
  await owner!.getByRole("link", { name: "Minnesanteckningar" }).click();
  for (const words of [ANNA.point, JOHAN.point, ANNA.agreed, JOHAN.agreed]) await expect(owner!.locator(".print-sheet")).toContainText(words);
  for (const one of [page, johan!]) {
    await one.goto("/kom-inte-fram");
    for (const words of Object.values(JOHAN)) await expect(one.getByText(words)).toHaveCount(0);
  }
  for (const one of [owner!, johan!]) await one.context().close();
});
