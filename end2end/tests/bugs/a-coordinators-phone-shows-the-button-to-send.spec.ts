// The bar with "Skicka förslag" stayed at the lower edge of the page, where the coordinator's menu lies over it.
import { expect, test } from "../../fixtures.ts";
import { nameField } from "../../pages/contacts.ts";
import { letIn, openBinder, device, PHONE, signIn, tab } from "../../people.ts";

for (const text of ["", "larger"]) {
  test(`"Skicka förslag" stands above the menu, text size "${text}"`, async ({ page, browser, server, demo, staff, binder, shot }) => {
    const owner = await device(browser, server, PHONE);
    await letIn(owner, staff, binder, server.url);
    await owner.context().close();
    await page.addInitScript((text) => text && localStorage.setItem("parmen.text", JSON.stringify(text)), text);
    await signIn(page, demo.coordinators[0]!);
    await openBinder(page, "Maja Lind", binder);
    await tab(page, "Kontakter").click();
    await page.getByRole("link", { name: "Lägg till någon" }).click();
    await nameField(page).fill("Vera");
    const send = page.getByRole("button", { name: "Skicka förslag" });
    await expect(send).toBeInViewport({ ratio: 1 });
    await expect(nameField(page)).toBeInViewport({ ratio: 1 });
    const box = (await send.boundingBox())!;
    const top = (await page.getByRole("navigation", { name: "Meny" }).boundingBox())!.y;
    expect(box.y + box.height, "nothing lies over it").toBeLessThanOrEqual(top);
    const between = await page.evaluate((y) => document.elementFromPoint(40, y)?.className, top - 2);
    expect(between, "nothing shows between").toBe("send-bar__buttons");
    await shot(page, `skicka-over-menyn-${text || "vanlig"}`);
    await page.getByRole("checkbox", { name: /Det är brådskande/ }).check();
    await send.click();
    await expect(page.getByRole("status").filter({ hasText: "Förslaget är sparat." })).toBeVisible();
  });
}
