// The phone has lost what it kept: it fetches everything again and says honestly what may be missing.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { wipeDatabase } from "../../pages/breaking.ts";
import { addContact } from "../../pages/contacts.ts";
import { openTab, sent } from "../../pages/frame.ts";

const restored = /^Det här är hämtat på nytt\. Det du skrev utan nät (efter .+ )?kan saknas\.$/;

test("an emptied phone is filled again and says so", async ({ owner, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  await wipeDatabase(owner);
  await owner.goto("/kontakter");
  await expect(owner.getByText(restored)).toBeVisible();
  await expect(owner.getByRole("link", { name: "Bo Ek" })).toBeVisible();
  await shot(owner, "restored");
  await owner.getByRole("button", { name: "Stäng" }).click();
  await expect(owner.getByText(restored)).toHaveCount(0);
  await owner.reload();
  await expect(owner.getByRole("link", { name: "Bo Ek" })).toBeVisible();
  await expect(owner.getByText(restored)).toHaveCount(0); // it is said once
});

test("a phone that was only closed says nothing of the kind", async ({ owner }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await owner.reload();
  await expect(owner.getByRole("link", { name: "Bo Ek" })).toBeVisible();
  await expect(owner.getByText(restored)).toHaveCount(0);
});

test("empty and without network it says so, with 112 and 1177, and fills when there is network", async ({ owner, context, server, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  await readyOffline(owner);
  await cut(context, server);
  await wipeDatabase(owner);
  await owner.goto("/kontakter");
  await expect(owner.getByText("Telefonen har inte fått hem din pärm. Det går när den får nät.")).toBeVisible();
  const main = owner.getByRole("main");
  await expect(main.getByRole("link", { name: "1177" })).toHaveAttribute("href", "tel:1177");
  await expect(main.getByRole("link", { name: "112" })).toHaveAttribute("href", "tel:112");
  await shot(owner, "empty-offline");
  await mend(context, server);
  await expect(owner.getByRole("link", { name: "Bo Ek" })).toBeVisible();
  await expect(owner.getByText(restored)).toBeVisible();
});
