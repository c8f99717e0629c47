// Kontakter: nothing but a name is needed, a tap asks once, the order is hers, and "Ångra" brings back.
import { expect, test } from "../fixtures.ts";
import { addContact, nameField, namesOf, phoneField } from "../pages/contacts.ts";
import { leave, openTab, sent, undo, write } from "../pages/frame.ts";
import { arrives } from "../pages/log.ts";

test("a contact with nothing but a name is in the list and reaches the coordinator", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Kontakter");
  await expect(owner.getByText("Här kan du skriva vilka du vill ha med.")).toBeVisible();
  await shot(owner, "contacts-empty");
  await addContact(owner, { name: "Bo Ek" });
  await expect(owner.getByRole("button", { name: /^Ring/ })).toHaveCount(0);
  await sent(owner);
  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
});

test("a tap on Ring asks once and then dials", async ({ owner, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Sara Holm", phone: "070-123 45 67", group: "står mig nära" });
  await expect(owner.getByRole("heading", { name: "De som står mig nära" })).toBeVisible();
  await owner.getByRole("button", { name: /^Ring Sara/ }).click();
  const ask = owner.getByRole("dialog", { name: "Ring Sara?" });
  await expect(ask.getByRole("link", { name: "Ja, ring" })).toHaveAttribute("href", "tel:0701234567");
  await shot(owner, "contacts-call");
  await ask.getByRole("button", { name: "Nej" }).click();
  await expect(ask).toBeHidden();

  await owner.goto("/ring");
  await expect(owner.getByRole("button", { name: /^Ring Sara/ })).toBeVisible();
  await expect(owner.getByRole("link", { name: "112" })).toHaveAttribute("href", "tel:112");
  await shot(owner, "call");
});

test("somebody without a name is called by role or number, everywhere", async ({ owner, shot }) => {
  for (const [label, words] of [["Roll", "Min läkare"], ["Var hen arbetar", "Vårdcentralen"]] as const) {
    await owner.goto("/kontakter");
    await owner.getByRole("link", { name: "Lägg till någon" }).click();
    await write(phoneField(owner), label === "Roll" ? "08-111 22 33" : "08-444 55 66");
    await write(owner.getByLabel(label), words);
    await leave(owner.getByLabel(label));
  }
  const names = [["Min läkare", "08-111 22 33"], ["08-444 55 66", "08-444 55 66"]] as const;
  for (const path of ["/kontakter", "/ring"]) {
    await owner.goto(path);
    for (const [name] of names) await expect(owner.getByRole("button", { name: new RegExp(`^Ring ${name}`) }), path).toBeVisible();
  }
  await owner.getByRole("button", { name: /^Ring Min läkare/ }).click();
  await expect(owner.getByRole("dialog", { name: "Ring Min läkare?" })).toContainText("08-111 22 33");
  await shot(owner, "call-without-name");
  await owner.getByRole("button", { name: "Nej" }).click();
  await owner.goto("/");
  await expect(owner.getByRole("link", { name: /^Ring/ })).toContainText("Min läkare, 08-444 55 66");
  await owner.goto("/om-jag-mar-samre");
  for (const [name] of names) await expect(owner.getByRole("link", { name: `Ring ${name}`, exact: true })).toBeVisible();
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: /^Min läkare/ }).click();
  await owner.getByRole("button", { name: "Ta bort kontakten" }).click();
  await expect(owner.getByText("Min läkare är borttagen.")).toBeVisible();
});

test("two of one first name are told apart by their last names", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Berg", phone: "070-1 11 11" });
  await addContact(owner, { name: "Eva Ström", phone: "070-2 22 22" });
  await addContact(owner, { name: "Bo Ek", phone: "070-3 33 33" });
  await owner.goto("/");
  await expect(owner.getByRole("link", { name: /^Ring/ })).toContainText("Eva Berg, Eva Ström, Bo");
});

test("people are put in order by hand and the order holds after a reload", async ({ owner, shot }) => {
  await openTab(owner, "Kontakter");
  for (const name of ["Ada", "Bo", "Cia"]) await addContact(owner, { name });
  expect(await namesOf(owner)).toEqual(["Ada", "Bo", "Cia"]);
  await owner.getByRole("button", { name: "Ändra ordning" }).click();
  await owner.getByRole("button", { name: "Flytta Cia uppåt" }).click();
  await expect.poll(() => namesOf(owner)).toEqual(["Ada", "Cia", "Bo"]);
  await owner.getByRole("button", { name: "Flytta Ada nedåt" }).click();
  await expect.poll(() => namesOf(owner)).toEqual(["Cia", "Ada", "Bo"]);
  await shot(owner, "contacts-order");
  await owner.reload();
  await expect(owner.getByRole("link", { name: "Cia" })).toBeVisible();
  expect(await namesOf(owner)).toEqual(["Cia", "Ada", "Bo"]);
});

test("what is removed comes back with Ångra", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "070 111 22 33" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await shot(owner, "contact");
  await owner.getByRole("button", { name: "Ta bort kontakten" }).click();
  await expect(owner.getByText("Bo Ek är borttagen.")).toBeVisible();
  await expect(owner.getByRole("link", { name: "Bo Ek" })).toHaveCount(0);
  await shot(owner, "contacts-removed");
  await undo(owner);
  await expect(owner.getByRole("link", { name: "Bo Ek" })).toBeVisible();
  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
  await arrives(staff, binder, "contacts", "phone", ["070 111 22 33"]);
});

test("a text that is changed goes back with Ångra", async ({ owner, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await write(nameField(owner), "Bosse");
  await phoneField(owner).focus();
  await undo(owner);
  await expect(nameField(owner)).toHaveValue("Bo Ek");
  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
});

test("what one can call about reads as a sentence, however it begins", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  for (const [name, about] of [["Ada", "du sover dåligt"], ["Bo", "När jag vill prata."], ["Cia", "Om jag vill ut"]] as const) {
    await owner.getByRole("link", { name: "Lägg till någon" }).click();
    await write(nameField(owner), name);
    await write(phoneField(owner), "070-123 45 67");
    await write(owner.getByLabel("När hen går att nå"), "Vardagar 8–16");
    await write(owner.getByLabel("Ring om …"), about);
    await owner.getByRole("banner").getByRole("link", { name: "Kontakter" }).click();
  }
  const sentences = ["Ring om du sover dåligt.", "Ring när jag vill prata.", "Ring om jag vill ut."];
  for (const sentence of sentences) await expect(owner.getByText(`Vardagar 8–16. ${sentence}`)).toBeVisible();
  await owner.goto("/ring");
  for (const sentence of sentences) await expect(owner.getByText(sentence, { exact: true })).toBeVisible();
});
