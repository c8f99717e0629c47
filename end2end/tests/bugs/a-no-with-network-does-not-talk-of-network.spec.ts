// Field failure: "Stängs när telefonen får nät." flashed past on a phone that had network.
import { expect, test } from "../../fixtures.ts";

test("a no that gets through at once says only that", async ({ owner }) => {
  await owner.addInitScript(() => {
    const seen = window as unknown as { flashed?: boolean };
    new MutationObserver(() => {
      if (document.body?.innerText.includes("Stängs när telefonen får nät")) seen.flashed = true;
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await owner.goto("/samtycke");
  await owner.getByRole("button", { name: "Säg nej" }).first().click();
  await expect(owner.getByText(/^Du sa nej /)).toBeVisible();
  expect(await owner.evaluate(() => (window as unknown as { flashed?: boolean }).flashed ?? false)).toBe(false);
});
