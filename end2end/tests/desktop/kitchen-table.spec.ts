// A kitchen table without coverage: everything the coordinator came for is on her device, and what she writes there
// reaches the owner later, by itself.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { device, inDays, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";

test("she opens the list and the pärm, suggests a contact, closes the app, and it is sent when there is network", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await readyOffline(page);
  await cut(page.context(), server);

  await page.goto("/samordnare");
  await expect(page.getByRole("link", { name: "Maja L.", exact: true })).toBeVisible();
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await page.getByLabel("Namn", { exact: true }).fill("Kerstin Ålund");
  await page.getByLabel("Roll").fill("Granne");
  await page.getByRole("button", { name: "Skicka förslag" }).click();
  await expect(page.getByText("Sparat i telefonen")).toBeVisible();
  await shot(page, "koksbordet");
  await page.goto("/samordnare");
  const row = page.getByRole("row").filter({ has: page.locator(`[href$="${binder}"]`) });
  await expect(row).toContainText("Ditt förslag väntar");

  await mend(page.context(), server);
  await page.reload();
  await owner.goto("/kontakter");
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toBeVisible();
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  await expect(owner.getByRole("link", { name: /Kerstin Ålund/ })).toBeVisible();
  await expect(row).not.toContainText("Ditt förslag väntar");
  await owner.context().close();
});

test("a meeting is booked and held without network and reaches the phone afterwards", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(90_000);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await readyOffline(page);
  await cut(page.context(), server);

  await tab(page, "Möten").click();
  await page.getByRole("link", { name: "Lägg till ett möte" }).click();
  await page.getByLabel("Dag", { exact: true }).fill(inDays(1));
  await page.getByLabel("Klockan").fill("13:00");
  await page.getByLabel("Klockan").blur();
  await page.getByRole("button", { name: "Klart" }).click();
  await page.getByRole("button", { name: "Starta mötet" }).click();
  await page.getByRole("button", { name: "Flytta mötet till nu och börja" }).click();
  await expect(page.getByText("Mötet pågår. Ni skriver tillsammans.").first()).toBeVisible();
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await page.getByLabel("Namn", { exact: true }).fill("Doktor Hedda");
  await page.getByLabel("Namn", { exact: true }).blur();
  await expect(page.getByText("Ni skrev tillsammans")).toBeVisible();
  await shot(page, "koksbordet-mote");

  await mend(page.context(), server);
  await page.reload();
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: /Doktor Hedda/ }).click();
  await expect(owner.getByText("Ni skrev tillsammans")).toBeVisible();
  await owner.context().close();
});

test("a pärm is begun without network, and only its code has to wait", async ({ page, server, demo, staff, binder, shot }) => {
  await signIn(page, demo.coordinators[0]!);
  await readyOffline(page);
  await cut(page.context(), server);
  await page.goto(`/samordnare/parkoppla?b=${binder}`);
  await expect(page.getByText("Koden kan bara visas med nät. Allt du skrivit är sparat här.")).toBeVisible();

  await page.goto("/samordnare/ny");
  await page.getByLabel("Namn på den som ska ha pärmen").fill("Nils Ek");
  await page.getByRole("button", { name: "Nästa" }).click();
  await page.getByText("Ändra", { exact: true }).click();
  await page.getByLabel("Skattning", { exact: true }).selectOption({ label: "Inte alls" });
  await page.getByRole("button", { name: "Spara och visa koden" }).click();
  await expect(page.getByText("Koden kan bara visas med nät. Allt du skrivit är sparat här.")).toBeVisible();
  await expect(page.getByText("Sparat i telefonen")).toBeVisible();
  await shot(page, "koksbordet-ny");
  await page.goto("/samordnare");
  await expect(page.getByRole("link", { name: "Nils Ek" })).toHaveCount(1);

  await mend(page.context(), server);
  await page.getByRole("link", { name: "Nils Ek" }).click();
  await page.getByRole("link", { name: "Visa koden" }).click();
  await expect(page.getByRole("img", { name: "QR-kod med länken till pärmen" })).toBeVisible();
  const me = await staff.call<{ binders: { owner_name: string; rights: { tab: string }[] }[] }>("GET", "/me");
  const begun = me.body.binders.filter((card) => card.owner_name === "Nils Ek");
  expect(begun).toHaveLength(1);
  await expect.poll(async () => {
    const { body } = await staff.call<typeof me.body>("GET", "/me");
    return body.binders.find((card) => card.owner_name === "Nils Ek")!.rights.map((right) => right.tab).sort();
  }).toEqual(["contacts", "meetings", "plan", "sharing", "warning_plan"]);
});
