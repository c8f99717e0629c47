// Consent, person by person and tab by tab: what was never said yes to is nowhere on the coordinator's device or in
// any answer she gets, and what is taken back is gone at her next contact.
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { device, letIn, list, openBinder, PHONE, signIn, stored, tab } from "../../people.ts";

const SIGN = "Jag slutar vattna pelargonerna.";
const GOAL = "Jag vill sjunga i kör igen.";

// Every word that any answer of the server brought to the page, live messages included.
async function answersTo(page: Page): Promise<() => string> {
  const heard: string[] = [];
  page.on("response", async (response) => {
    const live = response.headers()["content-type"]?.includes("event-stream");
    if (response.url().includes("/api/") && !live) heard.push(await response.text().catch(() => ""));
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  devtools.on("Network.eventSourceMessageReceived", ({ data }) => heard.push(data));
  return () => heard.join("\n");
}

async function writeContact(owner: Page, name: string): Promise<void> {
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  await owner.getByLabel("Namn", { exact: true }).fill(name);
  await owner.getByLabel("Namn", { exact: true }).blur();
  await allSent(owner);
}

async function allSent(owner: Page): Promise<void> {
  await expect(owner.locator(".sync-badge")).toHaveText("Sparat");
}

test("a tab that was never said yes to is not on her screen, on her device or in any answer", async ({
  page, browser, server, demo, staff, shot,
}) => {
  const binder = await staff.newBinder("Maja Lind", ["contacts", "meetings"]);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);

  const answers = await answersTo(page);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await writeContact(owner, "Sara Vänlund");
  await owner.goto("/tecken");
  await owner.getByRole("link", { name: "Skriv ett tecken" }).click();
  await owner.getByLabel("Vad brukar hända?").fill(SIGN);
  await owner.getByLabel("Vad brukar hända?").blur();
  await allSent(owner);
  // Her own copy is on the server; nobody else's answer will hold it.
  const sync = { protocol: 1, replica: "01900000-0000-7000-8000-00000000aaaa", after: 0, generation: 0, ops: [] };
  await expect.poll(async () => {
    const url = `/api/v1/binders/${binder}/sync`;
    return (await owner.request.post(url, { data: sync, headers: { Origin: server.url } })).text();
  }).toContain(SIGN);

  // Hers to see: Kontakter and Möten. Nothing tells that there is more.
  await expect(page.getByRole("main").getByRole("link", { name: "Kontakter" })).toBeVisible();
  for (const hidden of ["Tidiga tecken", "Mål och plan", "Skattning"]) {
    await expect(page.getByRole("main").getByRole("link", { name: hidden })).toHaveCount(0);
  }
  await shot(page, "parm-tva-flikar");
  await tab(page, "Kontakter").click();
  await expect(page.getByRole("link", { name: "Sara Vänlund" })).toBeVisible();
  for (const path of ["/tecken", "/tecken/las", "/plan", "/skattning"]) {
    await page.goto(`${path}?b=${binder}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("body")).not.toContainText(SIGN);
  }
  expect(answers()).toContain("Sara Vänlund");
  expect(answers()).not.toContain("pelargonerna");
  const kept = await stored(page);
  expect(kept).toContain("Sara Vänlund");
  expect(kept).not.toContain("pelargonerna");
  const all = await staff.sync(binder, []);
  expect(JSON.stringify(all)).not.toContain("pelargonerna");
  await owner.context().close();
});

test("a tab that is taken back leaves her open screen, her device and her list", async ({
  page, browser, server, demo, staff, shot,
}) => {
  const binder = await staff.newBinder("Maja Lind");
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await writeContact(owner, "Berit Ångman");
  await owner.goto("/plan");
  await owner.getByRole("link", { name: "Lägg till ett mål" }).click();
  await owner.getByLabel("Målet med dina egna ord").fill(GOAL);
  await owner.getByLabel("Målet med dina egna ord").blur();
  await allSent(owner);

  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await expect(page.getByRole("link", { name: "Berit Ångman" })).toBeVisible();
  await expect.poll(() => stored(page)).toContain(GOAL);

  // Three taps: Min pärm, Samtycke, Säg nej.
  await owner.getByRole("link", { name: "Min pärm" }).last().click();
  await tab(owner, "Samtycke").click();
  const sentence = owner.getByRole("listitem").filter({ hasText: "får läsa och föreslå i Kontakter." });
  await shot(owner, "ager-samtycke");
  await sentence.getByRole("button", { name: "Säg nej" }).click();
  await expect(owner.getByText(/får inte längre läsa Kontakter\./).first()).toBeVisible();
  await expect(owner.getByText(/^Du sa nej /)).toBeVisible();
  await shot(owner, "ager-sa-nej");

  await expect(page.getByText("Berit Ångman")).toHaveCount(0);
  // Not an empty pärm: the open page says what has happened, and where to go.
  const ended = page.getByRole("status").filter({ hasText: "Samtycket gäller inte" });
  await expect(ended).toContainText(/Maja Lind sa nej \d+ \w+ \d\d\.\d\d till att du läser Kontakter\./);
  await expect(page.getByRole("link", { name: "Lägg till någon" })).toHaveCount(0);
  await shot(page, "samtycket-galler-inte");
  await ended.getByRole("link", { name: "Det här får du läsa" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Det här får du" })).toBeVisible();
  await expect.poll(() => stored(page)).not.toContain("Berit Ångman");
  expect(await stored(page), "the others stay").toContain(GOAL);
  await openBinder(page, "Maja Lind", binder);
  await expect(page.getByRole("main").getByRole("link", { name: "Mål och plan" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Kontakter" })).toHaveCount(0);
  const history = await page.request.get(`/api/v1/binders/${binder}/history?tab=contacts&entry=${binder}`);
  expect(history.status()).toBe(404);
  await owner.context().close();
});

test("everything taken back while she is away: at the next contact the pärm is gone from her list and device", async ({
  page, browser, server, demo, staff,
}) => {
  const binder = await staff.newBinder("Alva Lindqvist", ["contacts"]);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await writeContact(owner, "Göran Öst");
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Alva Lindqvist");
  await expect.poll(() => stored(page)).toContain("Göran Öst");
  const address = page.url();
  await page.context().setOffline(true);

  await owner.goto("/samtycke");
  await owner.getByRole("button", { name: "Säg nej" }).click();
  await expect(owner.getByText(/^Du sa nej /)).toBeVisible();
  await page.context().setOffline(false);
  await page.goto("/samordnare");
  await expect(page.getByRole("link", { name: "Maja L." })).toBeVisible();
  await expect(page.getByText("Alva Lindqvist")).toHaveCount(0);
  await expect.poll(() => stored(page)).not.toContain("Göran Öst");
  expect(await stored(page)).not.toContain("Alva Lindqvist");
  await page.goto(address);
  await expect(page.getByText(/^Den här pärmen är inte öppen för dig nu\./)).toBeVisible();
  await page.getByRole("link", { name: "Till översikten" }).click();
  await expect(list(page)).toBeVisible();
  await owner.context().close();
});

test("taking a yes back without network is told honestly and counts when it has come through", async ({
  page: owner, server, staff,
}) => {
  const binder = await staff.newBinder("Maja Lind", ["contacts", "plan"]);
  await letIn(owner, staff, binder, server.url);
  await owner.goto("/samtycke");
  const sentence = owner.getByRole("listitem").filter({ hasText: "Kontakter." });
  await expect(sentence).toBeVisible();
  await owner.context().setOffline(true);
  await sentence.getByRole("button", { name: "Säg nej" }).click();
  await expect(owner.getByText("Stängs när telefonen får nät.")).toBeVisible();
  expect((await staff.call("GET", `/binders/${binder}/history?tab=plan&entry=${binder}`)).status).toBe(200);
  await owner.context().setOffline(false);
  await expect(owner.getByText(/^Du sa nej /)).toBeVisible({ timeout: 40_000 });
  const me = await staff.call<{ binders: { id: string; rights: { tab: string }[] }[] }>("GET", "/me");
  const card = me.body.binders.find((card) => card.id === binder)!;
  expect(card.rights.map((right) => right.tab)).not.toContain("contacts");
});
