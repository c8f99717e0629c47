// Field failure: a pärm that was only in the list, and never fetched to the device, was shown as one with nothing in it.
import { cut, expect, readyOffline, test } from "../../fixtures.ts";
import { signIn } from "../../people.ts";

test("a pärm that is in the list but not on the device says so", async ({ page, server, demo, staff }) => {
  await signIn(page, demo.coordinators[0]!);
  await readyOffline(page);
  const binder = await staff.newBinder("Nils Ek");
  // The list comes, and nothing else does.
  await page.route("**/sync", (route) => route.abort());
  await page.route("**/live*", (route) => route.abort());
  await page.goto("/samordnare");
  await expect(page.locator(`a[href$="${binder}"]`).first()).toBeVisible();
  await cut(page.context(), server);
  await page.goto(`/kontakter?b=${binder}`);
  await expect(page.getByText("Den här pärmen är inte hämtad hit än. Det går när du har nät. Det du skriver sparas.")).toBeVisible();
  await page.unrouteAll();
  await server.start();
  await page.context().setOffline(false);
  await expect(page.getByRole("link", { name: "Lägg till någon" })).toBeVisible();
  await expect(page.getByText("Den här pärmen är inte hämtad hit än.")).toHaveCount(0);
});
