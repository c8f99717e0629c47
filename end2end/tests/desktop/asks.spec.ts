// A coordinator asks for more after the phone was paired: nothing opens until the owner says yes on her own phone.
import { expect, test } from "../../fixtures.ts";
import { device, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";

test("what is asked for waits for her, opens with her yes and stays closed with her no", async ({
  page, browser, server, demo, staff, shot,
}) => {
  const binder = await staff.newBinder("Maja Lind", ["contacts"]);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  const plan = tab(page, "Mål och plan");
  const meetings = tab(page, "Möten");
  await tab(page, "Samtycke").click();
  await page.getByText("Be om mer").click();
  await page.getByRole("button", { name: "Fråga" }).click();
  await expect(page.getByText("Välj något som du inte redan får.")).toBeVisible();
  await page.getByLabel("Mål och plan").selectOption({ label: "Läsa och föreslå" });
  await page.getByLabel("Möten").selectOption({ label: "Bara läsa" });
  await page.getByRole("button", { name: "Fråga" }).click();
  await expect(page.getByRole("heading", { name: "Det här väntar på Maja Lind" })).toBeVisible();
  await shot(page, "be-om-mer");

  const asked = (words: RegExp) => owner.locator(".proposal").filter({ hasText: words });
  await owner.goto("/parm");
  await expect(owner.getByRole("link", { name: /Samtycke.*Ett förslag väntar/ })).toBeVisible();
  await owner.goto("/samtycke");
  await expect(asked(/får läsa och föreslå i Mål och plan/)).toContainText("Anna ber om ditt samtycke");
  await shot(owner, "ager-ombedd");
  // Nothing is open yet.
  await openBinder(page, "Maja Lind", binder);
  await expect(tab(page, "Kontakter")).toBeVisible();
  await expect(plan).toHaveCount(0);
  await asked(/Möten/).getByRole("button", { name: "Nej tack" }).click();
  await asked(/Mål och plan/).getByRole("button", { name: "Ja, det går bra" }).click();
  await expect(owner.locator(".proposal")).toHaveCount(0);
  await expect(owner.getByText(/Anna Berg .+ får läsa och föreslå i Mål och plan\./)).toBeVisible();
  await expect(plan).toBeVisible();
  await expect(meetings).toHaveCount(0);
});

test("her no to what is asked, and her yes, can be taken back", async ({ page, browser, server, demo, staff, shot }) => {
  const binder = await staff.newBinder("Maja Lind", ["plan"], "read");
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  const meetings = tab(page, "Möten");
  await tab(page, "Samtycke").click();
  await page.getByText("Be om mer").click();
  await page.getByLabel("Mål och plan").selectOption({ label: "Läsa och föreslå" });
  await page.getByLabel("Möten").selectOption({ label: "Bara läsa" });
  await page.getByRole("button", { name: "Fråga" }).click();
  await expect(page.getByRole("heading", { name: "Det här väntar på Maja Lind" })).toBeVisible();

  await owner.goto("/samtycke");
  const asked = (words: RegExp) => owner.locator(".proposal").filter({ hasText: words });
  const sentence = (words: RegExp) => owner.locator(".consent__sentence").filter({ hasText: words });
  const undo = owner.getByRole("button", { name: "Ångra" });
  await asked(/Möten/).getByRole("button", { name: "Nej tack" }).click();
  await expect(owner.getByText("Du sa nej till det Anna bad om.")).toBeVisible();
  await expect(asked(/Möten/)).toHaveCount(0);
  await shot(owner, "ager-ombedd-nej");
  await undo.click();
  await expect(asked(/Möten/)).toContainText("Anna ber om ditt samtycke");
  await asked(/Möten/).getByRole("button", { name: "Ta det på mötet" }).click();
  await expect(asked(/Möten/)).toContainText("Sparat till mötet");
  await undo.click();
  await expect(asked(/Möten/).getByRole("button", { name: "Ta det på mötet" })).toBeVisible();

  // What nobody could read before is closed again.
  await asked(/Möten/).getByRole("button", { name: "Ja, det går bra" }).click();
  await expect(owner.getByText(/^Du sa ja\. Anna Berg .+ får läsa Möten\.$/)).toBeVisible();
  await openBinder(page, "Maja Lind", binder);
  await expect(meetings).toBeVisible();
  await undo.click();
  await expect(sentence(/får inte längre läsa Möten/)).toBeVisible();
  await expect(meetings).toHaveCount(0);

  // What could be read before can still be read, and no more.
  await asked(/Mål och plan/).getByRole("button", { name: "Ja, det går bra" }).click();
  await expect(sentence(/får läsa och föreslå i Mål och plan/)).toBeVisible();
  await undo.click();
  await expect(sentence(/får läsa Mål och plan/)).toBeVisible();
  await expect(sentence(/föreslå/)).toHaveCount(0);
});
