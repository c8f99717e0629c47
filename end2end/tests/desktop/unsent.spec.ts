// What a coordinator has written and not sent outlives the page and the browser, and reaches nobody until she sends it.
import { expect, test } from "../../fixtures.ts";
import { nameField, phoneField } from "../../pages/contacts.ts";
import { entries } from "../../pages/log.ts";
import { device, letIn, openBinder, PHONE, signIn, stored, tab } from "../../people.ts";

test("words that are not sent stand there after a reload, and the way back to them on the pärm", async ({ page, staff, binder, demo, shot }) => {
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await nameField(page).fill("Karin Ros");
  await phoneField(page).fill("08-700 00 00");
  await expect(nameField(page)).toHaveAccessibleDescription(/Inte skickat än/);
  await expect.poll(() => stored(page)).toContain("08-700 00 00");
  await page.reload();
  await expect(nameField(page)).toHaveValue("Karin Ros");
  await expect(phoneField(page)).toHaveValue("08-700 00 00");
  await expect(page.getByRole("button", { name: "Skicka förslag" })).toBeVisible();
  await shot(page, "unsent-contact");

  await page.goto(`/kontakter?b=${binder}`);
  await expect(page.getByRole("region", { name: "Inte skickat" }).getByRole("link", { name: "Kontakt: Karin Ros" })).toBeVisible();
  await shot(page, "unsent-contacts");
  await page.goto(`/plan?b=${binder}`);
  await expect(page.getByRole("link", { name: "Lägg till ett mål" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Inte skickat" })).toHaveCount(0);
  await page.goto("/samordnare");
  await expect(page.getByRole("row", { name: /Maja Lind/ }).filter({ hasText: "Ditt förslag är inte skickat" })).toHaveCount(1);
  await openBinder(page, "Maja Lind", binder);
  const list = page.getByRole("region", { name: "Inte skickat" });
  await shot(page, "unsent-binder");
  await list.getByRole("link", { name: "Kontakt: Karin Ros" }).click();
  expect(await entries(staff, binder, "contacts")).toEqual([]);

  await page.getByRole("button", { name: "Skicka förslag" }).click();
  const receipt = page.getByRole("status").filter({ hasText: "Förslaget är sparat. Maja Lind bestämmer." });
  await expect(receipt).toBeInViewport();
  await expect(receipt).toBeFocused();
  await expect(page.getByRole("button", { name: "Skicka förslag" })).toHaveCount(0);
  await expect(nameField(page)).toHaveValue("Karin Ros");
  await expect(nameField(page)).toHaveAccessibleDescription(/Förslag skickat, väntar på Maja Lind/);
  await shot(page, "unsent-sent");
  await expect.poll(async () => (await entries(staff, binder, "contacts")).map(({ presence }) => presence.is)).toEqual(["suggested"]);

  await page.reload();
  await expect(nameField(page)).toHaveValue("Karin Ros");
  await expect(nameField(page)).toHaveAccessibleDescription(/Förslag skickat, väntar på Maja Lind/);
  await openBinder(page, "Maja Lind", binder);
  await expect(tab(page, "Kontakter")).toBeVisible();
  await expect(list).toHaveCount(0);
});

test("a sign, its new line and a goal that are not sent are found again", async ({ page, binder, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Tidiga tecken").click();
  await page.getByRole("link", { name: "Skriv ett tecken" }).click();
  await page.getByLabel("Vad brukar hända?").fill("Sover på dagen");
  await page.getByRole("radio", { name: "Vanor" }).check();
  await page.getByRole("button", { name: "Lägg till något jag gör" }).click();
  await page.getByLabel("Det här gör jag").fill("Går ut");
  await expect.poll(() => stored(page)).toContain("Går ut");
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Mål och plan").click();
  await page.getByRole("link", { name: "Lägg till ett mål" }).click();
  await page.getByLabel("Målet med egna ord från Maja").fill("Bo själv");
  await expect.poll(() => stored(page)).toContain("Bo själv");

  await openBinder(page, "Maja Lind", binder);
  await page.reload();
  const list = page.getByRole("region", { name: "Inte skickat" });
  await list.getByRole("link", { name: "Mål: Bo själv" }).click();
  await expect(page.getByLabel("Målet med egna ord från Maja")).toHaveValue("Bo själv");
  await page.goBack();
  await list.getByRole("link", { name: "Rad: Går ut" }).click();
  await expect(page.getByLabel("Vad brukar hända?")).toHaveValue("Sover på dagen");
  await expect(page.getByRole("radio", { name: "Vanor" })).toBeChecked();
  await expect(page.getByLabel("Det här gör jag")).toHaveValue("Går ut");
  await page.getByRole("button", { name: "Skicka förslag" }).click();
  await expect(page.getByText("Förslaget är sparat. Maja Lind bestämmer.")).toBeInViewport();
  await openBinder(page, "Maja Lind", binder);
  await expect(list.getByRole("link")).toHaveCount(1);
});

test("what is thrown away is gone, and asked about first", async ({ page, binder, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  await page.goto(`/kontakter?b=${binder}`);
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await nameField(page).fill("Tove Malm");
  await page.getByRole("button", { name: "Släng ändringen" }).click();
  await page.getByRole("button", { name: "Nej, behåll" }).click();
  await expect(nameField(page)).toHaveValue("Tove Malm");
  await page.getByRole("button", { name: "Släng ändringen" }).click();
  await page.getByRole("button", { name: "Ja, släng" }).click();
  await expect(page.getByText("Ändringen är slängd.")).toBeVisible();
  await expect(nameField(page)).toHaveValue("");
  await expect.poll(() => stored(page)).not.toContain("Tove Malm");
});

test("it goes from the device when the owner says no", async ({ page, browser, server, staff, binder, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  await page.goto(`/kontakter?b=${binder}`);
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await nameField(page).fill("Ulla Hed");
  await expect.poll(() => stored(page)).toContain("Ulla Hed");
  const phone = await device(browser, server, PHONE);
  await letIn(phone, staff, binder, server.url);
  await phone.goto("/samtycke");
  await phone.getByRole("listitem").filter({ hasText: "Kontakter" }).getByRole("button", { name: "Säg nej" }).first().click();
  await expect.poll(() => stored(page), { timeout: 20_000 }).not.toContain("Ulla Hed");
  await phone.context().close();
});

test("signing out asks before it takes what is not sent", async ({ page, binder, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  await page.goto(`/kontakter?b=${binder}`);
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await nameField(page).fill("Vera Alm");
  await expect.poll(() => stored(page)).toContain("Vera Alm");
  await page.goto("/installningar");
  await page.getByRole("button", { name: "Logga ut", exact: true }).click();
  await expect(page.getByText("Du har förslag som inte är skickade.")).toBeVisible();
  await page.getByRole("button", { name: "Logga ut ändå" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Logga in" })).toBeVisible();
  expect(await stored(page)).not.toContain("Vera Alm");
});
