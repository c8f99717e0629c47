// "Det här är krångligt": one tap that is counted, and nothing about who.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { addGoal } from "../../pages/plan.ts";
import { openTab } from "../../pages/frame.ts";
import { DESK, device, signIn } from "../../people.ts";
import { type Server } from "../../server.ts";
import { type Page, type Request } from "@playwright/test";

const hard = (page: Page) => page.getByRole("contentinfo").getByRole("button", { name: "Det här är krångligt" });
const waits = (page: Page) => page.getByText("Tack. Vi räknar det när det är skickat.");
const counted = (page: Page) => page.getByText("Tack. Vi har räknat det.");
const undo = (page: Page) => page.getByRole("contentinfo").getByRole("button", { name: "Ångra" });
// A tap waits ten seconds before it is sent.
const SENT = { timeout: 40_000 };

function requests(page: Page): Request[] {
  const all: Request[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/v1/feedback") all.push(request);
  });
  return all;
}

const pages = (all: Request[]) => all.map((request) => request.postDataJSON().page as string);

function taps(server: Server, page: string): number {
  const rows = server.run("feedback", "--from", "2000-01-01", "--to", "2099-12-31", "--csv").trim().split("\n").slice(1);
  return rows.map((row) => row.split(",")).filter((row) => row[1] === page).reduce((sum, row) => sum + Number(row[3]), 0);
}

test("a tap is counted once, and tells the page, the day, the version and a number of chance, and nothing else", async ({ owner, server, shot }) => {
  test.setTimeout(90_000);
  const sent = requests(owner);
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Ett mål som ingen annan ska veta");
  const before = taps(server, "/plan/mal");
  await hard(owner).click();
  await expect(waits(owner)).toBeVisible();
  await expect(owner.getByText("Inte vem du är och inget du har skrivit.", { exact: false })).toBeVisible();
  await expect(hard(owner)).toHaveCount(0);
  await waits(owner).scrollIntoViewIfNeeded();
  await shot(owner, "hard-waits");
  await expect(counted(owner)).toBeVisible(SENT);
  await expect(undo(owner)).toHaveCount(0);
  await shot(owner, "hard-counted");
  expect(sent).toHaveLength(1);
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format();
  const told = sent[0]!.postDataJSON();
  expect(told).toEqual({ page: "/plan/mal", day: today, version: "0.1.0", id: expect.stringMatching(/^[\w-]{43}$/) });
  expect(Object.keys(await sent[0]!.allHeaders())).not.toContain("cookie");
  expect(new URL(sent[0]!.url()).search).toBe("");
  expect(taps(server, "/plan/mal")).toBe(before + 1);
  // Once a day is enough.
  await owner.reload();
  await expect(counted(owner)).toBeVisible();
  await expect(hard(owner)).toHaveCount(0);
  await owner.goto("/plan");
  await expect(hard(owner)).toBeVisible();
  expect(sent).toHaveLength(1);
});

test("a tap that is taken back is never sent", async ({ owner }) => {
  test.setTimeout(90_000);
  const sent = requests(owner);
  await openTab(owner, "Möten");
  await hard(owner).click();
  await expect(undo(owner)).toBeFocused();
  await undo(owner).click();
  await expect(hard(owner)).toBeFocused();
  await expect(waits(owner)).toHaveCount(0);
  await owner.goto("/hjalp");
  await hard(owner).click();
  await expect(counted(owner)).toBeVisible(SENT);
  expect(pages(sent)).toEqual(["/hjalp"]);
});

test("without network it waits on the phone, and is counted when there is some", async ({ owner, server }) => {
  test.setTimeout(120_000);
  const before = taps(server, "/kontakter");
  await readyOffline(owner);
  await cut(owner.context(), server);
  await openTab(owner, "Kontakter");
  const failed = owner.waitForEvent("requestfailed", {
    predicate: (request) => new URL(request.url()).pathname === "/api/v1/feedback", ...SENT,
  });
  await hard(owner).click();
  await expect(waits(owner)).toBeVisible();
  await failed;
  await owner.reload();
  await expect(waits(owner)).toBeVisible();
  await expect(undo(owner)).toBeVisible();
  await mend(owner.context(), server);
  await expect(counted(owner)).toBeVisible({ timeout: 60_000 });
  expect(taps(server, "/kontakter")).toBe(before + 1);
});

test("when the answer is lost it is sent again with the same id, and counted once", async ({ owner, server }) => {
  test.setTimeout(120_000);
  const before = taps(server, "/moten");
  const ids: string[] = [];
  await owner.context().route("**/api/v1/feedback", async (route) => {
    ids.push(route.request().postDataJSON().id);
    await route.fetch(); // the server has it, and the phone never hears of that
    if (ids.length === 1) await route.abort();
    else await route.fulfill({ status: 204 });
  });
  await openTab(owner, "Möten");
  await hard(owner).click();
  await expect.poll(() => ids.length, SENT).toBe(1);
  await expect(waits(owner)).toBeVisible();
  await owner.reload();
  await expect(counted(owner)).toBeVisible(SENT);
  expect(ids).toHaveLength(2);
  expect(ids[1]).toBe(ids[0]);
  expect(taps(server, "/moten")).toBe(before + 1);
});

test("the way to somebody who helps stands with it, and the desk has it too", async ({ owner, browser, server, demo }) => {
  await openTab(owner, "Samtycke");
  await hard(owner).click();
  await owner.getByRole("link", { name: "Behöver du hjälp nu? Se vem du kan ringa." }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Behöver du hjälp?" })).toBeVisible();
  await expect(hard(owner)).toBeVisible(); // each page has its own
  const desk = await device(browser, server, DESK);
  await signIn(desk, demo.coordinators[0]!);
  await expect(hard(desk)).toBeVisible();
  await desk.context().close();
});
