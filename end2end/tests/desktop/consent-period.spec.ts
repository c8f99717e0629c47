// R28: a consent that has a last day. It says so in its sentence, ends by itself, and her device shows nothing then,
// also if it cannot ask anybody.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { device, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { uuid7 } from "../../staff.ts";

const year = (months: number) => {
  const then = new Date();
  then.setMonth(then.getMonth() + months);
  return String(then.getFullYear());
};

test("the owner lets somebody in for half a year, longer, and to a day", async ({ owner, shot }) => {
  await owner.goto("/samtycke?steg=ge");
  const sentence = owner.getByText(/Anna Berg .+ får läsa och föreslå i Kontakter/).first();
  await owner.getByLabel("Hur länge?").selectOption({ label: "Ett halvt år" });
  await expect(sentence).toContainText(new RegExp(`Kontakter till och med \\d+ \\S+ ${year(6)}\\.`));
  await shot(owner, "samtycke-tid");
  await owner.getByRole("button", { name: "Ge samtycke" }).click();
  await expect(owner.getByText(new RegExp(`i Kontakter till och med \\d+ \\S+ ${year(6)}\\.`))).toBeVisible();
  await shot(owner, "samtycke-med-tid");

  await owner.goto("/samtycke?steg=ge");
  await expect(owner.getByLabel("Hur länge?")).toHaveValue("day");
  await owner.getByLabel("Sista dagen").fill("2020-01-01");
  await owner.getByLabel("Sista dagen").blur();
  await expect(owner.getByText("Skriv en dag som inte har varit.")).toBeVisible();
  await owner.getByRole("button", { name: "Ge samtycke" }).click();
  await expect(owner.getByLabel("Sista dagen")).toBeFocused();
  await owner.getByLabel("Sista dagen").fill("");
  await owner.getByRole("button", { name: "Ge samtycke" }).click();
  await expect(owner.getByText("Skriv en dag som inte har varit.")).toBeVisible();
  await owner.getByLabel("Hur länge?").selectOption({ label: "Tills vidare" });
  await owner.getByRole("button", { name: "Ge samtycke" }).click();
  await expect(owner.getByText(/Anna Berg .+ får läsa och föreslå i Kontakter\./)).toBeVisible();
});

test("only what is touched changes its time", async ({ browser, server, staff }) => {
  const binder = await staff.startBinder("Maja Lind");
  const grants = ["contacts", "plan"].map((name) => staff.grant(name, "suggest")).concat(staff.grant("meetings", "read"));
  Object.assign(grants[0]!.body as object, { period: { until: Date.UTC(2099, 5, 1, 22) } });
  await staff.sync(binder, grants);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await owner.goto("/samtycke?steg=ge");
  await expect(owner.getByLabel("Hur länge?")).toHaveValue("kept");
  await owner.getByLabel("Möten", { exact: true }).selectOption({ label: "Läsa och föreslå" });
  await owner.getByRole("button", { name: "Ge samtycke" }).click();
  await expect(owner.getByText(/får läsa och föreslå i Möten\./)).toBeVisible();
  await expect(owner.getByText(/får läsa och föreslå i Kontakter till och med 1 juni 2099\./)).toBeVisible();
  await expect(owner.getByText(/får läsa och föreslå i Mål och plan\./)).toBeVisible();
  await owner.context().close();
});

test("a consent ends by itself on the coordinator's open page, and on one without network", async ({
  page, browser, server, demo, staff, shot,
}) => {
  test.setTimeout(90_000);
  const binder = await staff.startBinder("Maja Lind");
  const until = Date.now() + 40_000;
  const grants = ["contacts", "meetings"].map((name) => staff.grant(name, "suggest"));
  Object.assign(grants[0]!.body as object, { period: { until } });
  await staff.sync(binder, grants);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  await owner.getByLabel("Namn", { exact: true }).fill("Sara Vänlund");
  await owner.getByLabel("Namn", { exact: true }).blur();
  await expect(owner.locator(".sync-badge")).toHaveText("Sparat");

  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await expect(page.getByRole("link", { name: "Sara Vänlund" })).toBeVisible();
  await readyOffline(page);
  await cut(page.context(), server);
  await page.reload();
  await expect(page.getByRole("link", { name: "Sara Vänlund" })).toBeVisible();
  // Nobody can be asked, and still nothing is shown when its last moment has passed.
  await expect(page.getByRole("link", { name: "Sara Vänlund" })).toHaveCount(0, { timeout: 45_000 });
  await shot(page, "samtycket-har-gatt-ut");

  await mend(page.context(), server);
  await page.goto(`/parm?b=${binder}`);
  await expect(page.getByRole("main").getByRole("link", { name: "Möten" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Kontakter" })).toHaveCount(0);
  await owner.goto("/samtycke");
  await expect(owner.getByText(/Gällde till och med/)).toBeVisible();
  await owner.context().close();
});

test("more for a while, beside what holds for ever: what comes after is said before her yes and after it", async ({
  browser, server, staff, shot,
}) => {
  const binder = await staff.newBinder("Maja Lind", ["plan"], "read");
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  const grant = staff.grant("plan", "suggest").body as object;
  const wider = { ...grant, period: { until: Date.UTC(2099, 5, 1, 22) } };
  const people = { audience: { to: "people", people: [staff.me.person] } };
  await staff.sync(binder, [staff.op("sharing", uuid7(), "propose_consent", wider, people)]);
  await owner.goto("/samtycke");
  const after = /Efter den dagen: Anna Berg .+ får läsa Mål och plan\./;
  const asked = owner.locator(".proposal");
  const holds = owner.locator(".consent").filter({ hasText: "Mål och plan" });
  await expect(asked).toContainText(/föreslå i Mål och plan till och med 1 juni 2099\./);
  await expect(asked).toContainText(after);
  await expect(holds).not.toContainText("Efter den dagen");
  await shot(owner, "samtycke-mer-en-tid");
  await asked.getByRole("button", { name: "Ja, det går bra" }).click();
  await expect(holds).toContainText(/föreslå i Mål och plan till och med 1 juni 2099\./);
  await expect(holds).toContainText(after);
  // What held before holds again, all of it.
  await owner.getByRole("button", { name: "Ångra" }).click();
  await expect(holds).toContainText(/får läsa Mål och plan\./);
  await expect(holds).not.toContainText("2099");
  await owner.context().close();
});
