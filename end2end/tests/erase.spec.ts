// "Ta bort min pärm": two taps, thirty days to think again on any of her phones, and what the phone says when it is done.
import { readFile } from "node:fs/promises";
import { cut, expect, mend, pair, readyOffline, test } from "../fixtures.ts";
import { crisisPageSays } from "../pages/breaking.ts";
import { addContact } from "../pages/contacts.ts";
import { card, dayIn, keep, takeAway } from "../pages/erase.ts";
import { keptHere, openTab, sent } from "../pages/frame.ts";
import { addSign } from "../pages/signs.ts";
import { device, PHONE, stored } from "../people.ts";

const read = async (staff: { call: (method: string, path: string, body: unknown) => Promise<{ status: number }> }, binder: string) =>
  (await staff.call("POST", `/binders/${binder}/sync`, {
    protocol: 1, replica: "01930000-0000-7000-8000-000000000601", after: 0, generation: 0,
  })).status;

test("she reads what happens, says so twice, and keeps it on her other phone", async ({ owner, browser, server, staff, binder, shot }) => {
  const other = await device(browser, server, PHONE);
  await pair(other, (await staff.pairing(binder)).link);
  await owner.goto("/ta-bort");
  await expect(owner.getByText("Bara du kan öppna pärmen. Samtycken och länkar stängs.")).toBeVisible();
  await shot(owner, "ta-bort");
  await owner.getByRole("button", { name: "Ta bort min pärm" }).click();
  await expect(owner.getByText(`Pärmen tas bort ${dayIn(30)}. Till dess kan bara du öppna den.`)).toBeVisible();
  await shot(owner, "ta-bort-sager-ja");
  await owner.getByRole("button", { name: "Nej, behåll den" }).click();
  expect(await read(staff, binder), "a no changes nothing").toBe(200);
  await takeAway(owner);
  await owner.goto("/");
  await expect(card(owner)).toContainText(`Pärmen tas bort ${dayIn(30)}.`);
  await shot(owner, "hem-tas-bort");
  expect(await read(staff, binder), "nobody but she opens it").toBe(404);

  await expect(card(other)).toContainText(`Pärmen tas bort ${dayIn(30)}.`);
  await keep(other);
  await expect(card(other)).toHaveText(/^Pärmen är kvar\./);
  await expect(owner.getByRole("button", { name: "Jag vill ha kvar den" })).toHaveCount(0);
  expect(await read(staff, binder)).toBe(200);
  await other.context().close();
});

test("a double tap asks and does nothing, and the keyboard is led to the question and back", async ({ owner, staff, binder }) => {
  await owner.goto("/ta-bort");
  const ask = owner.getByRole("button", { name: "Ta bort min pärm" });
  const question = owner.getByText(`Pärmen tas bort ${dayIn(30)}. Till dess kan bara du öppna den.`);
  await ask.dblclick();
  await expect(question).toBeVisible();
  await owner.reload();
  await ask.focus();
  await owner.keyboard.press("Enter");
  await expect(question).toBeFocused();
  await owner.keyboard.press("Tab");
  await expect(owner.getByRole("button", { name: "Ja, ta bort pärmen" })).toBeFocused();
  await owner.keyboard.press("Tab");
  await owner.keyboard.press("Enter");
  await expect(ask).toBeFocused();
  expect(await read(staff, binder), "still open to those she has said yes to").toBe(200);
});

test("without network it is said that it waits, both ways", async ({ owner, server, context, staff, binder, shot }) => {
  await owner.goto("/ta-bort");
  await readyOffline(owner);
  await cut(context, server);
  await takeAway(owner);
  await owner.goto("/");
  await expect(card(owner)).toContainText("Det börjar gälla när telefonen får nät.");
  await shot(owner, "hem-tas-bort-utan-nat");
  await mend(context, server);
  await expect(card(owner)).toContainText(`Pärmen tas bort ${dayIn(30)}.`);
  expect(await read(staff, binder)).toBe(404);

  await cut(context, server);
  await keep(owner);
  await expect(card(owner)).toHaveText("Du vill ha kvar pärmen.Det börjar gälla när telefonen får nät.");
  await owner.reload();
  await expect(card(owner)).toContainText("Du vill ha kvar pärmen.");
  await mend(context, server);
  await expect(card(owner)).toHaveText(/^Pärmen är kvar\./);
  await expect.poll(() => read(staff, binder)).toBe(200);
});

test("when it is gone the phone says so, gives her what never arrived, and is emptied by her own hand", async ({
  owner, server, context, shot,
}) => {
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag vänder på dygnet", mine: "Lägger mig tidigt" });
  await sent(owner);
  await crisisPageSays(owner, "Lägger mig tidigt");
  await readyOffline(owner);
  await cut(context, server);
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Eva Lind" });
  await keptHere(owner);
  // What the server answers from the day on; that it does is proved where its clock can be moved.
  await context.route("**/api/v1/**", (route) => route.fulfill({ status: 410, json: { code: "erased" } }));
  await context.setOffline(false);

  await expect(owner.getByRole("heading", { level: 1, name: "Pärmen är borttagen" })).toBeVisible();
  await expect(owner.getByText("Något du skrev kom aldrig fram.")).toBeVisible();
  await shot(owner, "borttagen");
  await crisisPageSays(owner, "Lägger mig tidigt");
  // No page where she would write to nobody.
  await owner.getByRole("link", { name: "Min pärm" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Pärmen är borttagen" })).toBeVisible();
  const download = owner.waitForEvent("download");
  await owner.getByRole("button", { name: "Spara som fil" }).click();
  const file = await readFile((await (await download).path())!, "utf8");
  expect(file).toContain("Jag vänder på dygnet");
  expect(file, "what never arrived").toContain("Eva Lind");

  await owner.getByRole("button", { name: "Töm telefonen" }).click();
  await owner.getByRole("button", { name: "Nej, vänta" }).click();
  expect(await stored(owner)).toContain("Eva Lind");
  await owner.getByRole("button", { name: "Töm telefonen" }).click();
  await owner.getByRole("button", { name: "Ja, töm telefonen" }).click();
  await expect(owner.getByText("Nu är den här telefonen tom.")).toBeVisible();
  await shot(owner, "tomd");
  const left = await stored(owner);
  for (const word of ["Eva Lind", "dygnet", "Maja"]) expect(left, word).not.toContain(word);
  await expect.poll(() => owner.evaluate(() => caches.has("parmen-personal"))).toBe(false);
  await owner.goto("/om-jag-mar-samre");
  await expect(owner.getByRole("heading", { level: 1, name: "Om jag mår sämre" })).toBeVisible();
  await expect(owner.locator("body")).not.toContainText("Lägger mig tidigt");
  await owner.goto("/");
  await expect(owner.getByText("Nu är den här telefonen tom.")).toBeVisible();
});
