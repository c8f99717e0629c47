// The coordinator's list: many pärmar, found by name, by what waits and by when they meet; kept on the device, so that
// it opens without network, and nothing in it that she may not read.
import { type Page } from "@playwright/test";
import { cut, expect, mend, opensOffline, readyOffline, test } from "../../fixtures.ts";
import { bookByCoordinator, propose } from "../../pages/coordinator.ts";
import { openTab } from "../../pages/frame.ts";
import { device, letIn, PHONE, signIn } from "../../people.ts";
import { uuid7 } from "../../staff.ts";

const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
const names = async (page: Page) => (await page.getByRole("main").getByRole("rowheader").allTextContents()).filter((name) => NAMES.includes(name));
const NAMES = ["Alva Ask", "Bo Björk", "Cia Cedergren", "Dan Dahl", "Elin Ek", "Fia Frid"];

test("among many pärmar she finds those where something waits, without network too", async ({ browser, page, server, demo, staff, shot }) => {
  test.setTimeout(180_000);
  const binders = new Map<string, string>();
  for (const name of NAMES) binders.set(name, await staff.newBinder(name));
  const of = (name: string) => binders.get(name)!;
  await bookByCoordinator(staff, of("Alva Ask"), { days: 9 });
  await bookByCoordinator(staff, of("Bo Björk"), { days: 2, kind: "care_team" });
  await bookByCoordinator(staff, of("Cia Cedergren"), { days: -120, kind: "care_team", status: "held" });
  await bookByCoordinator(staff, of("Cia Cedergren"), { days: 5 });

  await signIn(page, demo.coordinators[0]!);
  await expect(row(page, "Cia Cedergren")).toContainText("Dags att boka resursgruppsmöte");
  await expect(row(page, "Dan Dahl")).toContainText("Boka nästa möte");
  await expect(row(page, "Britt-Marie O."), "nobody is asked to book what is explained").toContainText("Inget väntar");
  await shot(page, "oversikt-manga");
  await readyOffline(page);
  await cut(page.context(), server);
  await page.reload();
  await expect(row(page, "Cia Cedergren")).toContainText("Dags att boka resursgruppsmöte");

  const show = page.getByLabel("Visa", { exact: true });
  await show.selectOption("Möte att boka");
  await expect(row(page, "Alva Ask")).toHaveCount(0);
  await expect(row(page, "Cia Cedergren")).toBeVisible();
  await expect(page).toHaveURL(/visa=boka/);
  await shot(page, "oversikt-boka");
  await row(page, "Cia Cedergren").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Cia Cedergren" })).toBeVisible();
  await page.goBack();
  await expect(show).toHaveValue("boka");
  await expect(row(page, "Alva Ask")).toHaveCount(0);

  await show.selectOption("Alla");
  await page.getByLabel("Ordna efter").selectOption("Nästa möte");
  await expect.poll(async () => (await names(page)).slice(0, 3)).toEqual(["Bo Björk", "Cia Cedergren", "Alva Ask"]);
  await page.getByLabel("Sök på namn").fill("björk");
  await expect.poll(() => names(page)).toEqual(["Bo Björk"]);
  await expect(page.getByText(/^1 av \d+ visas\.$/)).toBeVisible();
  expect(page.url(), "a name stands in no address").not.toMatch(/bj/i);
  await page.getByLabel("Sök på namn").fill("zz");
  await expect(page.getByText("Ingen pärm passar det du har valt.")).toBeVisible();
  await page.getByLabel("Sök på namn").fill("");

  // Back with network, what comes is in the list by itself.
  await mend(page.context(), server);
  await propose(staff, of("Dan Dahl"), { tab: "contacts", entry: uuid7(), kind: "contact", fields: { name: { text: "Eva" } } });
  await expect(row(page, "Dan Dahl")).toContainText("Ditt förslag väntar");
  await show.selectOption("Förslag väntar");
  await expect.poll(() => names(page)).toEqual(["Dan Dahl"]);

  const phone = await device(browser, server, PHONE);
  await signIn(phone, demo.coordinators[0]!);
  await expect(row(phone, "Dan Dahl")).toContainText("Ditt förslag väntar");
  await shot(phone, "oversikt-telefon");
  await phone.context().close();
});

test("what she has not been let into is not in the list, and goes from it with her no", async ({ browser, page, server, demo, staff, binder }) => {
  for (const name of NAMES) await staff.newBinder(name);
  await bookByCoordinator(staff, binder, { days: -120, kind: "care_team", status: "held" });
  await signIn(page, demo.coordinators[0]!);
  await expect(row(page, "Maja Lind")).toContainText("Dags att boka resursgruppsmöte");
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await openTab(owner, "Samtycke");
  const sentence = owner.getByRole("listitem").filter({ hasText: "i Möten" });
  await sentence.getByRole("button", { name: "Säg nej" }).click();
  await expect(row(page, "Maja Lind")).not.toContainText("Dags att boka resursgruppsmöte");
  await page.reload();
  await expect(row(page, "Maja Lind")).toBeVisible();
  await expect(row(page, "Maja Lind")).not.toContainText(/boka/i);
  await owner.context().close();
});

test("of a pärm that the network went from nothing is said, until it has been fetched", async ({ page, server, demo, shot }) => {
  const late = demo.binders.find(({ owner_name }) => owner_name === "Britt-Marie O.")!;
  const fetched = `**/api/v1/binders/${late.id}/sync`;
  await page.route(fetched, (route) => route.abort());
  await signIn(page, demo.coordinators[0]!);
  await expect(row(page, late.owner_name)).toContainText("Inte hämtad hit än");
  await opensOffline(page);
  await cut(page.context(), server);
  await page.reload();
  await expect(row(page, late.owner_name)).toContainText("Inte hämtad hit än");
  await expect(row(page, late.owner_name)).not.toContainText("Inget väntar");
  await shot(page, "oversikt-inte-hamtad");
  await page.unroute(fetched);
  await mend(page.context(), server);
  await expect(row(page, late.owner_name)).toContainText("Inget väntar");
  await expect(row(page, late.owner_name)).not.toContainText("Inte hämtad");
});
