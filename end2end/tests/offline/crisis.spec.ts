// "Om jag mår sämre" opens when nothing else does.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { crisisPageSays, deleteWasm, wipeDatabase } from "../../pages/breaking.ts";
import { addContact } from "../../pages/contacts.ts";
import { bar, openTab, sent } from "../../pages/frame.ts";
import { addSign, callFirst, writeWell } from "../../pages/signs.ts";

test("her own words open with network, server, database and app all gone", async ({ owner, context, server, shot }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind", phone: "070-555 00 11" });
  await openTab(owner, "Tidiga tecken");
  await writeWell(owner, "Jag ritar & sover <gott>.");
  await addSign(owner, { text: "Jag vänder på dygnet", mine: "Lägger mig tidigt" });
  await callFirst(owner, ["Eva Lind"]);
  await readyOffline(owner);
  await crisisPageSays(owner, "Eva");

  await cut(context, server);
  await wipeDatabase(owner);
  await deleteWasm(owner);
  await owner.goto("/om-jag-mar-samre");
  await expect(owner.getByRole("heading", { level: 1, name: "Om jag mår sämre" })).toBeVisible();
  await expect(owner.getByText("Jag ritar & sover <gott>.")).toBeVisible();
  await expect(owner.getByText("Lägger mig tidigt")).toBeVisible();
  const calls = owner.getByRole("navigation", { name: "Ring" });
  await expect(calls.getByRole("link", { name: "Ring Eva Lind" })).toHaveAttribute("href", "tel:0705550011");
  await expect(calls.getByRole("link", { name: /^1177/ })).toHaveAttribute("href", "tel:1177");
  await expect(calls.getByRole("link", { name: /^112/ })).toHaveAttribute("href", "tel:112");
  await expect(owner.locator("script")).toHaveCount(0);
  await shot(owner, "crisis");

  // From the app's own bar, on a phone where the app cannot start.
  await owner.goto("/");
  await bar(owner).getByRole("link", { name: "Om jag mår sämre" }).click();
  await expect(owner.getByText("Lägger mig tidigt")).toBeVisible();
});

test("a plan that changes changes the page", async ({ owner }) => {
  await openTab(owner, "Tidiga tecken");
  await writeWell(owner, "Jag ritar.");
  await crisisPageSays(owner, "Jag ritar.");
  await writeWell(owner, "Jag simmar.");
  await crisisPageSays(owner, "Jag simmar.");
  await owner.goto("/om-jag-mar-samre");
  await expect(owner.getByText("Jag simmar.")).toBeVisible();
  await expect(owner.getByText("Jag ritar.")).toHaveCount(0);
});

test("the page follows her language, light and size of words, without network too", async ({ owner, context, server, shot }) => {
  await openTab(owner, "Tidiga tecken");
  await writeWell(owner, "Jag ritar.");
  await crisisPageSays(owner, "Jag ritar.");
  await readyOffline(owner);
  await cut(context, server);
  await owner.goto("/installningar");
  await owner.getByRole("radio", { name: "Mörk" }).check();
  await owner.getByRole("radio", { name: "Störst" }).check();
  await crisisPageSays(owner, 'data-theme="dark" data-text="larger"');
  await owner.getByRole("radio", { name: "English" }).check();
  await expect(owner.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await owner.goto("/om-jag-mar-samre");
  await expect(owner.getByRole("heading", { level: 1, name: "If I feel worse" })).toBeVisible();
  await expect(owner.locator("html")).toHaveAttribute("lang", "en");
  await expect(owner.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(owner.getByText("Jag ritar.")).toBeVisible();
  expect(await owner.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("22px");
  await shot(owner, "crisis-english-dark-large");
  await mend(context, server);
});

test("another pärm on the same phone takes her words off the page", async ({ owner, staff }) => {
  await openTab(owner, "Tidiga tecken");
  await writeWell(owner, "Jag ritar.");
  await sent(owner);
  await crisisPageSays(owner, "Jag ritar.");
  const { link } = await staff.pairing(await staff.newBinder("Nils Ros"));
  await owner.goto(link);
  await owner.getByRole("button", { name: "Öppna med koden ändå" }).click();
  await owner.getByRole("button", { name: "Öppna min pärm" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Stämmer det?" })).toBeVisible();
  await owner.goto("/");
  await expect(owner.getByRole("heading", { level: 1, name: "Hej Nils" })).toBeVisible();
  await owner.goto("/om-jag-mar-samre");
  await expect(owner.getByRole("heading", { level: 1, name: "Om jag mår sämre" })).toBeVisible();
  await expect(owner.getByText("Jag ritar.")).toHaveCount(0);
});

test("a phone without a pärm gets the general page without network", async ({ page, context, server, shot }) => {
  await server.start();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Välkommen" })).toBeVisible();
  await readyOffline(page);
  await cut(context, server);
  await page.goto("/om-jag-mar-samre");
  await expect(page.getByText("Ring någon du litar på. Eller ring 1177 för råd, när som helst på dygnet.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^1177/ })).toHaveAttribute("href", "tel:1177");
  await expect(page.getByRole("link", { name: /^112/ })).toHaveAttribute("href", "tel:112");
  await shot(page, "crisis-general");
});

test("one tap leads there from every page", async ({ owner }) => {
  const pages = ["/", "/ring", "/parm", "/kontakter", "/tecken", "/tecken/las", "/tecken/kort", "/plan", "/skattning", "/moten",
    "/samtycke", "/dela-ut", "/installningar", "/hjalp"];
  for (const path of pages) {
    await owner.goto(path);
    await expect(bar(owner).getByRole("link", { name: "Om jag mår sämre" }), path).toHaveAttribute("href", "/om-jag-mar-samre");
  }
});
