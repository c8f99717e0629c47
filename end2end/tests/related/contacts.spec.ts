// R39: she shares her list of contacts with somebody close to her: the ones she ticks, dated, ended when she ends
// it; and whoever stands in it is told.
import { expect, test } from "../../fixtures.ts";
import { device, PHONE } from "../../people.ts";
import { addContact } from "../../pages/contacts.ts";
import { openTab } from "../../pages/frame.ts";
import { callFirst } from "../../pages/signs.ts";

test("the list goes with the copy as she ticks it, without JavaScript, and says who stands in it", async ({
  owner, browser, server, shot,
}) => {
  test.setTimeout(120_000);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11", group: "står mig nära" });
  await addContact(owner, { name: "Bo Ek", phone: "070-555 00 22" });
  await addContact(owner, { name: "Cia Ros", phone: "070-555 00 33" });
  await openTab(owner, "Tidiga tecken");
  await callFirst(owner, ["Bo Ek"]);
  await openTab(owner, "Kontakter");
  await expect(owner.getByText(/^Listan ändrades senast \d+ \p{L}+ \d{4}\.$/u)).toBeVisible();
  await owner.getByRole("link", { name: "Dela med någon" }).click();
  await owner.getByRole("button", { name: /^Eva Lind/ }).click();

  const ticks = owner.getByRole("group", { name: "Vilka kontakter ska med?" });
  await expect(owner.getByRole("checkbox", { name: "Tidiga tecken" })).toBeChecked();
  await expect(owner.getByRole("checkbox", { name: "Mina kontakter" })).not.toBeChecked();
  await owner.getByRole("checkbox", { name: "Mina kontakter" }).check();
  // Those she has marked to call, and nobody else, until she ticks them.
  await expect(ticks.getByRole("checkbox", { name: "Bo Ek" })).toBeChecked();
  await expect(ticks.getByRole("checkbox", { name: "Cia Ros" })).not.toBeChecked();
  await ticks.getByRole("checkbox", { name: "Eva Lind" }).check();
  await owner.getByRole("checkbox", { name: "Tidiga tecken" }).uncheck();
  await expect(owner.getByText("Säg till dem som står med: Bo.")).toBeVisible();
  await shot(owner, "hand-over-contacts");
  await owner.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(owner.getByText("Länken fungerar nu.")).toBeVisible();
  await expect(owner.getByText("Säg till dem som står med: Bo.")).toBeVisible();
  await shot(owner, "handed-over-contacts");
  const link = await owner.getByRole("textbox", { name: "Länken" }).inputValue();

  const eva = await device(browser, server, { ...PHONE, javaScriptEnabled: false });
  await eva.goto(link);
  await eva.getByRole("button", { name: "Visa" }).click();
  await expect(eva.getByRole("heading", { level: 1, name: "Mina kontakter" })).toBeVisible();
  await expect(eva.getByText(/^Så såg listan ut \d+ \p{L}+ \d{4}\.$/u)).toBeVisible();
  await expect(eva.getByRole("link", { name: "Ring Bo" })).toHaveAttribute("href", "tel:0705550022");
  await expect(eva.getByText("Det är du.")).toBeVisible();
  await expect(eva.locator("body")).not.toContainText("Cia");
  await shot(eva, "narstaende-kontakter");

  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: /^Bo Ek/ }).click();
  await expect(owner.getByText(/^Står i kopian till Eva, \d+ \p{L}+\.$/u)).toBeVisible();
  await shot(owner, "contact-in-copies");
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: /^Cia Ros/ }).click();
  await expect(owner.getByRole("button", { name: "Ta bort kontakten" })).toBeVisible();
  await expect(owner.getByText(/Står i kopian/)).toHaveCount(0);

  await owner.goto("/samtycke");
  const copy = owner.locator("li.consent").filter({ hasText: /^Eva Lind/ });
  await expect(copy).toContainText("Kontakter, lämnad");
  await copy.getByRole("button", { name: "Avsluta" }).click();
  await copy.getByRole("button", { name: "Ja, avsluta" }).click();
  await expect(copy).toContainText("Avslutad. Länken öppnar inte längre.");
  expect((await eva.goto(link))!.status()).toBe(410);
  await expect(eva.locator("body")).not.toContainText("Bo");
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: /^Bo Ek/ }).click();
  await expect(owner.getByRole("button", { name: "Ta bort kontakten" })).toBeVisible();
  await expect(owner.getByText(/Står i kopian/)).toHaveCount(0);
  await eva.context().close();
});

test("with nothing chosen there is nothing to hand over", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11" });
  await owner.goto("/dela-ut");
  await owner.getByRole("button", { name: /^Eva Lind/ }).click();
  await owner.getByRole("checkbox", { name: "Tidiga tecken" }).uncheck();
  await expect(owner.getByRole("button", { name: "Dela", exact: true })).toBeDisabled();
  await expect(owner.getByText("Välj något som ska med.")).toBeVisible();
});

test("the list prints on one page with its date and the numbers", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  for (const [name, phone] of [["Eva Lind", "070-555 00 11"], ["Bo Ek", "070-555 00 22"], ["Cia Ros", "070-555 00 33"]] as const) {
    await addContact(owner, { name, phone });
  }
  await owner.emulateMedia({ media: "print" });
  await expect(owner.getByText(/^Listan ändrades senast/)).toBeVisible();
  await expect(owner.getByText("Maja Lind")).toBeVisible();
  await expect(owner.getByText("070-555 00 33").first()).toBeVisible();
  await expect(owner.getByRole("link", { name: "Lägg till någon" })).toBeHidden();
  const pdf = (await owner.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
});
