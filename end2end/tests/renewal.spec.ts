// R30: a newly decided plan shows which sentences about it end soon, and she renews those she wants with one tap.
import { type Page } from "@playwright/test";
import { cut, expect, mend, pair, readyOffline, test } from "../fixtures.ts";
import { bookByCoordinator, send, writeTogether } from "../pages/coordinator.ts";
import { keptHere, sent, undo } from "../pages/frame.ts";
import { Staff, TABS, uuid7 } from "../staff.ts";

const DAY = 24 * 60 * 60 * 1000;
const year = new Date().getFullYear() + 1;

const soon = (page: Page) => page.getByRole("region", { name: "Det här slutar snart" });
const renew = (page: Page) => soon(page).getByRole("button", { name: new RegExp(`^Förnya till \\d+ \\S+ ${year}$`) });
const readers = (page: Page) => page.locator("section").filter({ has: page.getByRole("heading", { name: "De här får läsa" }) });

// A pärm whose sentences about the plan end in a month, with a plan that has just been decided; and a second
// coordinator who reads it.
async function decided(page: Page, staff: Staff, second: Staff): Promise<string> {
  const binder = await staff.startBinder("Maja Lind");
  const ends = { period: { until: Date.now() + 30 * DAY } };
  const grants = TABS.map((tab) => staff.grant(tab, "suggest"));
  Object.assign(grants.find(({ body }) => (body as { tab: string }).tab === "plan")!.body as object, ends);
  const { person, name, organization } = second.me;
  const body = { person, name, organization, tab: "plan", right: "read", evidence: "spoken", ...ends };
  grants.push(staff.op("sharing", uuid7(), "grant", body, { audience: { to: "people", people: [person] } }) as never);
  await send(staff, binder, grants);
  await pair(page, (await staff.pairing(binder)).link);
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  const goal = uuid7();
  const fields = { text: { text: "Klara min vardag" }, wanted: { flag: true }, position: { text: "i" } };
  await writeTogether(staff, binder, meeting, { tab: "plan", entry: goal, kind: "goal", fields });
  const texts = { [goal]: { kind: "goal", fields } };
  const decision = { held_at: Date.now(), texts };
  const provenance = { how: "together", meeting };
  await send(staff, binder, [staff.op("plan", uuid7(), "decision", decision, { provenance })]);
  return binder;
}

test("she renews one, leaves another out, and it counts when there is network again", async ({ page, context, server, demo, staff, shot }) => {
  test.setTimeout(120_000);
  const second = new Staff(server.url);
  await second.signIn(demo.coordinators[1]!.username, demo.coordinators[1]!.password);
  const binder = await decided(page, staff, second);
  const [anna, other] = [staff.me.name, second.me.name];
  await page.goto("/beslut?flik=plan");
  await expect(page.getByRole("heading", { name: "Stämmer det?" })).toBeVisible();
  await expect(soon(page).getByRole("checkbox")).toHaveCount(2);
  await soon(page).scrollIntoViewIfNeeded();
  await shot(page, "fornya");
  await readyOffline(page);
  await cut(context, server);
  await page.reload();

  const line = (name: string) => soon(page).getByRole("checkbox", { name: new RegExp(`^${name}`) });
  await expect(line(anna)).toHaveAccessibleName(new RegExp(`får läsa och föreslå i Mål och plan till och med \\d+ \\S+ ${year}\\.`));
  await line(anna).uncheck();
  await line(other).uncheck();
  await expect(renew(page)).toBeDisabled();
  await line(other).check();
  await renew(page).click();
  await expect(line(other)).toHaveCount(0);
  await expect(line(anna)).not.toBeChecked();
  await keptHere(page);
  await soon(page).scrollIntoViewIfNeeded();
  await shot(page, "fornyat");
  await undo(page);
  await expect(line(other)).toBeChecked();
  await renew(page).click();
  await expect(line(other)).toHaveCount(0);
  await keptHere(page);
  await mend(context, server);
  await sent(page);
  const until = async (who: Staff) => {
    const { checkpoints } = await who.sync(binder, []);
    const sharing = JSON.stringify(checkpoints?.find(({ state }) => state.tab === "sharing"));
    return Math.max(...[...sharing.matchAll(/"until":(\d+)/g)].map(([, at]) => Number(at)));
  };
  await expect.poll(() => until(second)).toBeGreaterThan(Date.now() + 360 * DAY);
  expect(await until(staff), "who is left out ends on the day it said").toBeLessThan(Date.now() + 31 * DAY);
});

test("a plan that nobody answers for renews nothing, and a no that was said elsewhere stands", async ({ page, browser, server, demo, staff }) => {
  test.setTimeout(120_000);
  const second = new Staff(server.url);
  await second.signIn(demo.coordinators[1]!.username, demo.coordinators[1]!.password);
  const binder = await decided(page, staff, second);
  await page.goto("/beslut?flik=plan");
  await page.getByRole("button", { name: "Ja, det stämmer" }).click();
  await expect(page.getByText("Du har sagt att det stämmer.").first()).toBeVisible();
  await expect(soon(page).getByRole("checkbox"), "her yes to the plan is no yes to the sentences").toHaveCount(2);
  await sent(page);
  await readyOffline(page);
  await page.context().setOffline(true);
  await renew(page).click();
  await expect(soon(page)).toHaveCount(0);
  await keptHere(page);

  // Her other phone says no meanwhile, and comes first.
  const elsewhere = await browser.newContext({ baseURL: server.url, locale: "sv-SE" });
  const other = await elsewhere.newPage();
  const { code } = await staff.pairing(binder);
  await other.request.post("/api/v1/pairings/redeem", { data: { code }, headers: { Origin: server.url } });
  await other.goto("/samtycke");
  const sentence = other.locator("li.consent").filter({ hasText: second.me.name });
  await sentence.getByRole("button", { name: "Säg nej" }).click();
  await sent(other);
  await page.context().setOffline(false);
  await sent(page);
  await expect(readers(page)).not.toContainText(second.me.name);
  const me = await second.call<{ binders: { id: string }[] }>("GET", "/me");
  expect(me.body.binders.map(({ id }) => id)).not.toContain(binder);
  await elsewhere.close();
});
