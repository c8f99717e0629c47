// Seen here: the line with "Ångra" came up between the finger's down and up, over the very button it was
// on its way to, and the tap was lost.
import { expect, test } from "../../fixtures.ts";
import { openTab } from "../../pages/frame.ts";
import { write } from "../../pages/frame.ts";

test("a tap low on the screen right after typing counts", async ({ owner }) => {
  await openTab(owner, "Tidiga tecken");
  await owner.getByRole("link", { name: "Skriv ett tecken" }).click();
  await write(owner.getByLabel("Vad brukar hända?"), "Jag städar på natten");
  const add = owner.getByRole("button", { name: "Lägg till något jag gör" });
  // The button stands right above the bar.
  await add.evaluate((button) => {
    const bar = document.querySelector("nav.bottom-bar")!.getBoundingClientRect();
    window.scrollBy(0, button.getBoundingClientRect().bottom - bar.top + 8);
  });
  const { x, y, width, height } = (await add.boundingBox())!;
  await owner.mouse.click(x + width / 2, y + height / 2, { delay: 50 });
  await expect(owner.getByLabel("Det här gör jag")).toBeVisible();
});
