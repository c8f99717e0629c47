// Field failure: a page that was loaded again in the second step of "Ny pärm" made a pärm named by the next letter.
import { expect, test } from "../../fixtures.ts";
import { signIn } from "../../people.ts";

test("loading the second step again begins anew, and nothing has been made", async ({ page, demo, staff }) => {
  const known = async () => (await staff.call<{ binders: unknown[] }>("GET", "/me")).body.binders.length;
  await signIn(page, demo.coordinators[0]!);
  const before = await known();
  await page.goto("/samordnare/ny");
  const name = page.getByLabel("Namn på den som ska ha pärmen");
  await name.fill("Maja Sund");
  await page.getByRole("button", { name: "Nästa" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vem får läsa?" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Ny pärm" })).toBeVisible();
  await expect(name).toHaveValue("");
  await name.pressSequentially("Ma");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("Ma");
  await expect(page.getByRole("heading", { level: 1, name: "Ny pärm" })).toBeVisible();
  await name.fill("Maja Sund");
  await page.getByRole("button", { name: "Nästa" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vem får läsa?" })).toBeVisible();
  await page.goBack();
  await expect(name).toHaveValue("Maja Sund");
  expect(await known()).toBe(before);
});
