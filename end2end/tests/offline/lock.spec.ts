// The lock that she chooses: it keeps every way in closed, costs her no word, and never the crisis page.
import { type Page } from "@playwright/test";
import { cut, expect, mend, pair, readyOffline, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { bar, keptHere, openTab, sent } from "../../pages/frame.ts";
import { give, keptOnDevice, lockPage, lockWith, lookAway, shutTitle } from "../../pages/lock.ts";
import { arrives } from "../../pages/log.ts";

const CODE = "471147";
const CRISIS = "/om-jag-mar-samre";

const bo = (page: Page) => page.getByRole("link", { name: /^Bo Ek/ });
const later = (than: Date, seconds: number) => new Date(than.getTime() + seconds * 1000);
const hello = (page: Page) => page.getByRole("heading", { level: 1, name: /Hej Maja/ });

async function withBo(page: Page): Promise<void> {
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Bo Ek", phone: "070-123 45 67" });
  await expect(bo(page)).toBeVisible();
  await sent(page);
}

test("a code keeps every page closed, in every tab and without network, until it is given", async ({ owner, context, server, shot }) => {
  await withBo(owner);
  await lockPage(owner);
  await shot(owner, "lock-choose");
  await lockWith(owner, CODE);
  await shot(owner, "lock-chosen");
  expect(await keptOnDevice(owner)).not.toMatch(/Bo Ek|Maja|070-123/);
  await readyOffline(owner);
  await cut(context, server);
  await owner.getByRole("button", { name: "Lås nu" }).click();
  await expect(shutTitle(owner)).toBeVisible();
  await shot(owner, "lock-shut");
  for (const address of ["/", "/kontakter", "/parm", "/installningar", "/las-appen", "/skriv-ut"]) {
    await owner.goto(address);
    await expect(shutTitle(owner)).toBeVisible();
    await expect(owner.locator("body")).not.toContainText(/Bo Ek|Maja/);
  }
  const other = await context.newPage();
  await other.goto("/kontakter");
  await expect(shutTitle(other)).toBeVisible();
  await give(owner, "000000");
  await expect(owner.getByText("Koden stämmer inte. Prova igen.")).toBeVisible();
  await shot(owner, "lock-wrong");
  await give(owner, CODE);
  await expect(owner.getByRole("heading", { level: 1, name: "Skriv ut allt" })).toBeVisible();
  await openTab(owner, "Kontakter");
  await expect(bo(owner)).toBeVisible();
  await expect(shutTitle(other)).toBeVisible();
});

test("what is written behind the lock without network is kept sealed and sent later", async ({ owner, context, server, staff, binder }) => {
  await lockWith(owner, CODE);
  await readyOffline(owner);
  await cut(context, server);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "070-123 45 67" });
  await keptHere(owner);
  expect(await keptOnDevice(owner)).not.toMatch(/Bo Ek|070-123/);
  await lockPage(owner);
  await owner.getByRole("button", { name: "Lås nu" }).click();
  await expect(shutTitle(owner)).toBeVisible();
  await give(owner, CODE);
  await expect(owner.getByRole("heading", { level: 1, name: "Lås appen" })).toBeVisible();
  await mend(context, server);
  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
});

test("wrong codes make her wait, and the right one opens after that", async ({ owner, shot }) => {
  await withBo(owner);
  await lockWith(owner, CODE);
  const now = new Date();
  await owner.clock.setFixedTime(now);
  await owner.getByRole("button", { name: "Lås nu" }).click();
  await expect(shutTitle(owner)).toBeVisible();
  for (const wrong of ["111111", "222222"]) {
    await give(owner, wrong);
    await expect(owner.getByText("Koden stämmer inte. Prova igen.")).toBeVisible();
  }
  await give(owner, "333333");
  await expect(owner.getByText("Vänta 15 sekunder och prova igen.")).toBeVisible();
  await shot(owner, "lock-wait");
  await owner.reload();
  await expect(shutTitle(owner)).toBeVisible();
  await give(owner, CODE);
  await expect(owner.getByText(/Vänta \d+ sekunder och prova igen\./)).toBeVisible();
  await owner.clock.setFixedTime(later(now, 16));
  await give(owner, CODE);
  await openTab(owner, "Kontakter");
  await expect(bo(owner)).toBeVisible();
});

test("five minutes away lock the app, and a page that is loaded again within them does not", async ({ owner }) => {
  await withBo(owner);
  await lockWith(owner, CODE);
  const now = new Date();
  await owner.clock.setFixedTime(now);
  await owner.goto("/kontakter");
  await expect(bo(owner)).toBeVisible();
  await owner.goto(CRISIS);
  await owner.goto("/kontakter");
  await expect(bo(owner)).toBeVisible();
  await lookAway(owner, true);
  await owner.clock.setFixedTime(later(now, 4 * 60));
  await lookAway(owner, false);
  await expect(bo(owner)).toBeVisible();
  await lookAway(owner, true);
  await owner.clock.setFixedTime(later(now, 9 * 60));
  await lookAway(owner, false);
  await expect(shutTitle(owner)).toBeVisible();
  await give(owner, CODE);
  await expect(bo(owner)).toBeVisible();
  await owner.goto(CRISIS);
  await owner.clock.setFixedTime(later(now, 14 * 60));
  await owner.goBack();
  await expect(shutTitle(owner)).toBeVisible();
});

test("at once and at each opening lock when they say", async ({ owner }) => {
  await withBo(owner);
  await lockWith(owner, CODE, "Så fort jag går till en annan app");
  await lookAway(owner, true);
  await expect(shutTitle(owner)).toBeVisible();
  await give(owner, CODE);
  await owner.getByRole("radio", { name: "Varje gång appen har varit stängd" }).check();
  // A choice holds when it stands on the device.
  await expect.poll(() => keptOnDevice(owner)).toContain('"when":"opening"');
  await lookAway(owner, true);
  await lookAway(owner, false);
  await bar(owner).getByRole("link", { name: "Min pärm" }).click();
  await owner.getByRole("link", { name: /^Kontakter/ }).click();
  await expect(bo(owner)).toBeVisible();
  await owner.reload();
  await expect(shutTitle(owner)).toBeVisible();
});

test("om jag mår sämre stays open with her own words, or keeps them for the code alone, as she chose", async ({ owner, context, server, shot }) => {
  await withBo(owner);
  const numbers = owner.getByRole("link", { name: /Bo Ek/ });
  await lockWith(owner, CODE);
  await readyOffline(owner);
  await cut(context, server);
  await owner.getByRole("button", { name: "Lås nu" }).click();
  await expect(shutTitle(owner)).toBeVisible();
  await owner.getByRole("link", { name: "Om jag mår sämre" }).click();
  await expect(numbers).toBeVisible();
  await owner.goto("/las-appen");
  await give(owner, CODE);
  await owner.getByRole("radio", { name: "Bara 112 och 1177 utan kod" }).check();
  await expect(owner.getByText("Dina tecken och dina nummer tas bort från den sidan.")).toBeVisible();
  await shot(owner, "lock-crisis-cost");
  await expect.poll(() => owner.evaluate(() => caches.has("parmen-personal"))).toBe(false);
  await owner.getByRole("button", { name: "Lås nu" }).click();
  await owner.getByRole("link", { name: "Om jag mår sämre" }).click();
  await expect(owner.getByRole("link", { name: /1177/ }).first()).toBeVisible();
  await expect(owner.getByRole("link", { name: /112/ }).first()).toBeVisible();
  await expect(owner.locator("body")).not.toContainText("Bo Ek");
  await owner.goto("/las-appen");
  await give(owner, CODE);
  await owner.getByRole("radio", { name: "Öppnas utan kod, med mina egna ord" }).check();
  await expect.poll(() => owner.evaluate(() => caches.has("parmen-personal"))).toBe(true);
  await owner.goto(CRISIS);
  await expect(numbers).toBeVisible();
});

test("a forgotten code is got round by pairing the phone anew, and what was not sent is still there", async ({ owner, context, server, staff, binder, shot }) => {
  await withBo(owner);
  await lockWith(owner, CODE);
  await readyOffline(owner);
  await cut(context, server);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Ros" });
  await keptHere(owner);
  await lockPage(owner);
  await owner.getByRole("button", { name: "Lås nu" }).click();
  await mend(context, server);
  await owner.getByRole("button", { name: "Jag har glömt koden" }).click();
  await expect(owner.getByText("Be din samordnare koppla telefonen på nytt.")).toBeVisible();
  await shot(owner, "lock-forgotten");
  await owner.getByRole("link", { name: "Koppla telefonen på nytt" }).click();
  await expect(owner.getByLabel("Koden", { exact: true })).toBeVisible();
  await pair(owner, (await staff.pairing(binder)).link);
  await openTab(owner, "Kontakter");
  await expect(bo(owner)).toBeVisible();
  await expect(owner.getByRole("link", { name: /^Eva Ros/ })).toBeVisible();
  await arrives(staff, binder, "contacts", "name", ["Bo Ek", "Eva Ros"]);
  await owner.reload();
  await expect(bo(owner)).toBeVisible();
});

test("another person's pärm opens beside a copy that is locked, and the locked one is found again", async ({ owner, staff, binder }) => {
  await withBo(owner);
  await lockWith(owner, CODE, "Varje gång appen har varit stängd");
  const others = await staff.newBinder("Sara Berg");
  await owner.goto((await staff.pairing(others)).link);
  await owner.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect(owner.getByRole("heading", { name: "Stämmer det?" })).toBeVisible();
  await owner.goto("/");
  await expect(owner.getByRole("heading", { level: 1, name: /Hej Sara/ })).toBeVisible();
  await owner.goto((await staff.pairing(binder)).link);
  await owner.getByRole("button", { name: "Öppna med koden ändå" }).click();
  await owner.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect(owner.getByRole("heading", { name: "Stämmer det?" })).toBeVisible();
  await owner.goto("/");
  await expect(hello(owner)).toBeVisible();
  await openTab(owner, "Kontakter");
  await expect(bo(owner)).toBeVisible();
});

test("the lock goes with its code, and another browser tab notices", async ({ owner, context }) => {
  await withBo(owner);
  const other = await context.newPage();
  await other.goto("/kontakter");
  await expect(bo(other)).toBeVisible();
  await lockWith(owner, CODE);
  await expect(shutTitle(other)).toBeVisible();
  await give(other, CODE);
  await expect(bo(other)).toBeVisible();
  await owner.getByLabel("Koden", { exact: true }).fill("000000");
  await owner.getByRole("button", { name: "Ta bort låset" }).click();
  await expect(owner.getByText("Koden stämmer inte. Prova igen.")).toBeVisible();
  await owner.getByLabel("Koden", { exact: true }).fill(CODE);
  await owner.getByRole("button", { name: "Ta bort låset" }).click();
  await expect(owner.getByText("Nu har appen ingen kod.")).toBeVisible();
  await expect(bo(other)).toBeVisible();
  await other.reload();
  await expect(bo(other)).toBeVisible();
});

test("a code cannot be chosen without network, because there would be no way round it", async ({ owner, context, server }) => {
  await readyOffline(owner);
  await cut(context, server);
  await lockPage(owner);
  await owner.getByLabel("Din kod", { exact: true }).fill("12");
  await owner.getByRole("button", { name: "Lås med den här koden" }).click();
  await expect(owner.getByText("Koden behöver minst fyra siffror.")).toBeVisible();
  await owner.getByLabel("Din kod", { exact: true }).fill(CODE);
  await owner.getByRole("button", { name: "Lås med den här koden" }).click();
  await expect(owner.getByText("Det behövs nät för att välja kod.")).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole("heading", { level: 1, name: "Lås appen" })).toBeVisible();
});
