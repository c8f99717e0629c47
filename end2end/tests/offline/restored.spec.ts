// The phone has lost what it kept: it fetches everything again and says honestly what may be missing.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { wipeDatabase } from "../../pages/breaking.ts";
import { addContact } from "../../pages/contacts.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { device, letIn, PHONE } from "../../people.ts";

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

test("her first screen says so too, with the way to the crisis page", async ({ owner, context, server, shot }) => {
  await readyOffline(owner);
  await cut(context, server);
  await wipeDatabase(owner);
  await owner.goto("/");
  const main = owner.getByRole("main");
  await expect(main.getByText("Telefonen har inte fått hem din pärm. Det går när den får nät.")).toBeVisible();
  await expect(main.getByRole("link", { name: "1177" })).toHaveAttribute("href", "tel:1177");
  await expect(main.getByRole("link", { name: "112" })).toHaveAttribute("href", "tel:112");
  await expect(owner.getByRole("link", { name: "Om jag mår sämre" })).toHaveAttribute("href", "/om-jag-mar-samre");
  await shot(owner, "empty-home-offline");
  await mend(context, server);
  await expect(owner.getByRole("heading", { level: 1, name: /Hej Maja/ })).toBeVisible();
});

test("a phone that is opened for the first time has lost nothing", async ({ owner, browser, server, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  // No other phone of hers is in contact meanwhile: how far she has come is told for all of them together.
  await owner.close();
  // A session without a copy: paired in the browser, opened from the home screen.
  const other = await device(browser, server, PHONE);
  await letIn(other, staff, binder, server.url);
  await other.goto("/kontakter");
  await expect(other.getByRole("link", { name: "Bo Ek" })).toBeVisible();
  await expect(other.getByRole("banner").getByRole("status")).toHaveText("Sparat");
  await expect(other.getByText(/kan saknas/)).toHaveCount(0);
  await other.context().close();
});
