// R25: at the kitchen table she signs on the coordinator's screen, before there is a phone.
import { cut, expect, mend, readyOffline, saysYes, test } from "../../fixtures.ts";
import { device, openBinder, PHONE, signIn } from "../../people.ts";
import { field, sign, strokes } from "../../pages/signature.ts";
import { sent } from "../../pages/frame.ts";
import { type Page } from "@playwright/test";

// A new pärm up to the question how she says yes.
async function begin(page: Page, name: string): Promise<void> {
  await page.goto("/samordnare/ny");
  await page.getByLabel("Namn på den som ska ha pärmen").fill(name);
  await page.getByRole("button", { name: "Nästa" }).click();
  await expect(page.getByRole("group", { name: `Hur har ${name} sagt ja?` })).toBeVisible();
}

const save = (page: Page) => page.getByRole("button", { name: "Spara och visa koden" });

test("she signs without network, and the name is on her phone and on the receipt", async ({
  page, browser, server, demo, shot,
}) => {
  test.setTimeout(90_000);
  await signIn(page, demo.coordinators[0]!);
  await readyOffline(page);
  await cut(page.context(), server);
  await begin(page, "Signe Ask");
  await page.getByRole("radio", { name: /Med underskrift här/ }).check();
  await shot(page, "underskrift-tom");
  await save(page).click();
  await expect(page.getByText("Rita eller skriv ditt namn först.")).toBeVisible();
  await sign(page);
  await page.getByRole("button", { name: "Rita om" }).click();
  await expect(field(page)).toHaveAccessibleName("Ruta att rita i. Den är tom.");
  await sign(page);
  await shot(page, "underskrift-ritad");
  await save(page).click();
  await expect(page.getByText("Koden kan bara visas med nät. Allt du skrivit är sparat här.")).toBeVisible();
  await expect(page.getByText("Sparat i telefonen")).toBeVisible();

  await mend(page.context(), server);
  await page.getByRole("button", { name: "Försök igen" }).click();
  await page.getByText("Skicka länken i stället").click();
  const link = await page.getByLabel("Länk till pärmen").inputValue();
  const phone = await device(browser, server, PHONE);
  await phone.goto(link);
  await phone.getByRole("button", { name: "Öppna min pärm" }).click();
  await saysYes(phone);
  await phone.goto("/samtycke");
  const sentence = phone.getByRole("listitem").filter({ hasText: "i Mål och plan" });
  await expect(sentence).toContainText(/Du skrev under på skärmen hos Anna Berg, .+\./);
  await expect(sentence).not.toContainText("muntligt");
  await sentence.getByText("Visa underskriften").click();
  const shown = sentence.getByRole("img", { name: "Underskrift av Signe Ask" });
  await expect(shown).toBeVisible();
  expect(await strokes(shown)).toBe(2);
  await sentence.scrollIntoViewIfNeeded();
  await shot(phone, "underskrift-mening");

  await phone.goto("/samtycke/kvitto");
  const sheet = phone.locator(".print-sheet");
  await expect(sheet.getByRole("img", { name: "Underskrift av Signe Ask" })).toHaveCount(1);
  await expect(sheet).toContainText(/Signe Ask skrev under på skärmen hos Anna Berg .+\./);
  await expect(sheet.getByText("Underskrift, om ni vill ha den på papper")).toHaveCount(0);
  await expect(phone.getByRole("link", { name: "Skriv under på skärmen" })).toHaveCount(0);
  await sheet.getByRole("img").scrollIntoViewIfNeeded();
  await shot(phone, "underskrift-kvitto");

  // Her organisation's paper at the desk has it, too.
  await page.getByRole("link", { name: "Öppna pärmen" }).click();
  await page.getByRole("main").getByRole("link", { name: /Samtycke/ }).click();
  await page.getByRole("link", { name: "Kvitto på samtycke" }).click();
  await expect(page.getByRole("img", { name: "Underskrift av Signe Ask" })).toBeVisible();
  await shot(page, "underskrift-kvitto-desk");
  await phone.context().close();
});

test("what is changed after she signed is signed anew, and a name can be written with keys", async ({ page, demo, server, browser }) => {
  await signIn(page, demo.coordinators[0]!);
  await begin(page, "Tora Ask");
  await page.getByRole("radio", { name: /Med underskrift här/ }).check();
  await sign(page);
  await page.getByText("Ändra", { exact: true }).click();
  await page.getByLabel("Skattning", { exact: true }).selectOption({ label: "Inte alls" });
  await expect(page.getByText("Meningarna har ändrats. Skriv under igen.")).toBeVisible();
  await expect(field(page)).toHaveAccessibleName("Ruta att rita i. Den är tom.");

  await page.getByRole("button", { name: "Skriv namnet i stället" }).press("Enter");
  await expect(page.getByLabel("Namn", { exact: true })).toBeFocused();
  await page.keyboard.type("Tora Ask");
  await save(page).press("Enter");
  await page.getByText("Skicka länken i stället").click();
  const link = await page.getByLabel("Länk till pärmen").inputValue();
  const phone = await device(browser, server, PHONE);
  await phone.goto(link);
  await phone.getByRole("button", { name: "Öppna min pärm" }).click();
  await saysYes(phone);
  await sent(phone);
  await phone.goto("/samtycke/kvitto");
  await expect(phone.locator(".print-sheet .signature")).toHaveText("Tora Ask");
  await expect(phone.locator(".print-sheet")).toContainText("Namnet är skrivet med tangenter, inte ritat.");
  await phone.context().close();
});

test("nobody has to sign here: on paper and in words are there, and each is called what it is", async ({ page, staff, demo }) => {
  await signIn(page, demo.coordinators[0]!);
  for (const [way, name, evidence] of [["På papper", "Ulla Ask", "paper"], ["Muntligt", "Vera Ask", "spoken"]] as const) {
    await begin(page, name);
    await page.getByRole("radio", { name: new RegExp(way) }).check();
    await expect(field(page)).toHaveCount(0);
    await save(page).click();
    await expect(page.getByRole("img", { name: "QR-kod med länken till pärmen" })).toBeVisible();
    await openBinder(page, name);
    await page.getByRole("main").getByRole("link", { name: /Samtycke/ }).click();
    await page.getByRole("link", { name: "Kvitto på samtycke" }).click();
    const said = { paper: "sa ja på papper. Pappret finns inte i pärmen. Anna Berg skrev in det", spoken: "Ett muntligt ja är svagare än ett skrivet. Anna Berg skrev in det" };
    await expect(page.locator(".print-sheet")).toContainText(said[evidence]);
    await expect(page.locator(".print-sheet .signature")).toHaveCount(0);
  }
  expect(staff.me.name).toBe("Anna Berg");
});
