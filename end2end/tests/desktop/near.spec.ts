// R35, R101–R103 at the coordinator's desk: agree first, note that the talk was had, tell what was agreed, and nothing
// where nothing was.
import { expect, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { sent } from "../../pages/frame.ts";
import { device, letIn, openBinder, PHONE, signIn, stored, tab } from "../../people.ts";

const SAID = "Eva blir orolig när du inte svarar.";

test("suggested, agreed to, noted and told; and closed again by her no", async ({ page, browser, server, demo, staff, binder, shot }) => {
  test.setTimeout(120_000);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await owner.goto("/kontakter");
  await addContact(owner, { name: "Eva Lind", group: "står mig nära" });
  await sent(owner);
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("main").getByRole("link", { name: /^Eva Lind/ }).click();
  await expect(page.getByText("Skriv inga anteckningar från samtalet här. De hör hemma i er egen journal.")).toBeVisible();
  await expect(page.getByText("Ni har inte bestämt än vad Maja Lind får veta. Därför kan du inte berätta något här.")).toBeVisible();
  await expect(page.getByLabel("Berätta för Maja Lind")).toHaveCount(0);
  await page.getByRole("heading", { name: "Samtal med Eva Lind" }).scrollIntoViewIfNeeded();
  await shot(page, "samtal-hos-samordnare");

  const choice = page.getByRole("group", { name: "Så vill Maja Lind ha det berättat" }).getByRole("radio", { name: "Bara det som rör planen" });
  await choice.check();
  await page.getByRole("button", { name: "Skicka förslag" }).click();
  await expect(page.getByText("Förslaget är sparat. Maja Lind bestämmer.")).toBeVisible();
  await expect(page.getByLabel("Berätta för Maja Lind"), "a suggestion is no agreement").toHaveCount(0);

  await owner.goto("/kontakter");
  await owner.getByRole("main").getByRole("link", { name: /^Eva Lind/ }).click();
  await expect(owner.getByRole("heading", { name: "Anna har ett förslag" })).toBeVisible();
  await shot(owner, "samtal-forslag");
  await owner.getByRole("button", { name: "Ja, ta med det" }).click();
  const hers = owner.getByRole("group", { name: "Så vill jag ha det berättat" });
  await expect(hers.getByRole("radio", { name: "Bara det som rör planen" })).toBeChecked();
  await sent(owner);

  const telling = page.getByLabel("Berätta för Maja Lind");
  await expect(telling).toBeVisible();
  await page.getByRole("button", { name: "Skriv att samtalet har varit" }).click();
  await expect(page.getByText(/^Anna Berg pratade med Eva Lind \d+ \S+ \d{4}\.$/)).toBeVisible();
  // Words that are not sent outlive the page and reach nobody.
  await telling.fill(SAID);
  await expect.poll(() => stored(page)).toContain(SAID);
  await page.reload();
  await expect(telling).toHaveValue(SAID);
  await expect(owner.getByText(/^Anna Berg pratade med Eva Lind/)).toBeVisible();
  await expect(owner.getByRole("region", { name: "Det som berättas för dig" })).toHaveCount(0);
  await telling.scrollIntoViewIfNeeded();
  await shot(page, "samtal-beratta");
  await page.getByRole("button", { name: "Skicka", exact: true }).click();
  await expect(page.getByRole("region", { name: "Det som berättas för Maja Lind" })).toContainText(SAID);
  await expect(telling).toHaveValue("");
  await shot(page, "samtal-berattat-hos-samordnare");
  await expect(owner.getByRole("region", { name: "Det som berättas för dig" })).toContainText(SAID);

  await hers.getByRole("radio", { name: "Ingenting" }).check();
  await expect(page.getByText("Ni har bestämt: Ingenting. Därför kan du inte berätta något här.")).toBeVisible();
  await expect(telling).toHaveCount(0);

  // She wants no related people in this: nothing of it is asked at the desk either.
  await owner.goto("/kontakter");
  await owner.getByRole("switch", { name: /^Inga närstående just nu/ }).check();
  await expect(page.getByText("Maja Lind har valt: Inga närstående just nu.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Samtal med Eva Lind" })).toHaveCount(0);
  await owner.context().close();
});
