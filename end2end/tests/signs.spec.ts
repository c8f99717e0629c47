// Tidiga tecken: her own words first, who does what then, whom to call, and the whole sheet in large text.
import { expect, test } from "../fixtures.ts";
import { addContact } from "../pages/contacts.ts";
import { openTab } from "../pages/frame.ts";
import { arrives } from "../pages/log.ts";
import { addSign, callFirst, writeWell } from "../pages/signs.ts";

test("how it is when she is well stands first and reaches the coordinator", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Tidiga tecken");
  await shot(owner, "signs-empty");
  await writeWell(owner, "Jag sover hela natten och ritar.");
  const titles = await owner.getByRole("heading", { level: 2 }).allInnerTexts();
  expect(titles[0]).toBe("Så är jag när jag mår bra");
  await arrives(staff, binder, "warning_plan", "well", ["Jag sover hela natten och ritar."]);
});

test("a sign has her words, its group, what she does and what others do", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11", group: "står mig nära" });
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, {
    text: "Jag slutar svara i telefon", about: "Relationer", mine: "Skickar ett hjärta till Eva",
    other: { who: "Eva Lind", text: "Kommer förbi med mat" },
  });
  await expect(owner.getByRole("heading", { name: "Relationer" })).toBeVisible();
  await shot(owner, "signs");
  await owner.getByRole("link", { name: "Jag slutar svara i telefon" }).click();
  await expect(owner.getByRole("region", { name: "Då gör jag" })).toContainText("Skickar ett hjärta till Eva");
  const others = owner.getByRole("region", { name: "Då vill jag att andra gör" });
  await expect(others).toContainText("Eva Lind");
  await expect(others).toContainText("Kommer förbi med mat");
  await shot(owner, "sign");
  await owner.getByRole("button", { name: "Ändra" }).click();
  await shot(owner, "sign-edit");
  await arrives(staff, binder, "warning_plan", "text", [
    "Jag slutar svara i telefon", "Skickar ett hjärta till Eva", "Kommer förbi med mat",
  ]);
  await arrives(staff, binder, "warning_plan", "person", ["Eva Lind"]);
});

test("whom to call first is chosen from Kontakter and can be put in order", async ({ owner, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Anna Berg", phone: "08-123 45 67" });
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11" });
  await addContact(owner, { name: "Utan Nummer" });
  await openTab(owner, "Tidiga tecken");
  await owner.getByRole("button", { name: "Lägg till", exact: true }).click();
  await expect(owner.getByRole("button", { name: /^Utan Nummer/ })).toHaveCount(0); // nobody can be called there
  await owner.reload();
  await callFirst(owner, ["Anna Berg", "Eva Lind"]);
  const calls = owner.getByRole("button", { name: /^Ring / });
  await expect(calls).toHaveText([/Ring Anna/, /Ring Eva/]);
  await owner.getByRole("button", { name: "Ändra listan" }).click();
  await shot(owner, "signs-call-order");
  await owner.getByRole("button", { name: "Flytta Eva Lind uppåt" }).click();
  await expect(calls).toHaveText([/Ring Eva/, /Ring Anna/]);
});

test("reading mode shows the whole sheet in large text and nothing to change", async ({ owner, shot }) => {
  await openTab(owner, "Tidiga tecken");
  await writeWell(owner, "Jag ritar.");
  await addSign(owner, { text: "Jag vänder på dygnet", about: "Vanor", mine: "Lägger mig tidigt" });
  const before = await owner.getByText("Jag ritar.").evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  await owner.getByRole("link", { name: "Läs med stor text" }).click();
  await expect(owner.getByText("Lägger mig tidigt")).toBeVisible();
  await expect(owner.getByRole("textbox")).toHaveCount(0);
  await expect(owner.getByRole("button", { name: /Ändra/ })).toHaveCount(0);
  const large = await owner.getByText("Jag ritar.").evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  expect(large).toBeGreaterThan(before);
  await shot(owner, "signs-reading");
  await owner.getByRole("link", { name: "Stäng" }).click();
  await expect(owner.getByRole("link", { name: "Skriv ett tecken" })).toBeVisible();
});

test("a sign that is taken away comes back with its lines", async ({ owner }) => {
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag städar på natten", mine: "Går ut en stund" });
  await owner.getByRole("link", { name: "Jag städar på natten" }).click();
  await owner.getByRole("button", { name: "Ändra" }).click();
  await owner.getByRole("button", { name: "Ta bort tecknet" }).click();
  await expect(owner.getByText("Tecknet är borttaget.")).toBeVisible();
  await expect(owner.getByRole("link", { name: "Jag städar på natten" })).toHaveCount(0);
  await owner.getByRole("button", { name: "Ångra" }).click();
  await owner.getByRole("link", { name: "Jag städar på natten" }).click();
  await expect(owner.getByRole("region", { name: "Då gör jag" })).toContainText("Går ut en stund");
});
