// A meeting of the resource group at a kitchen table: what is gone through, the warning signs read together, and what
// was written stands on the meeting's page, on her phone too. And one that was booked for another day.
import { expect, readyOffline, cut, mend, test } from "../../fixtures.ts";
import { device, letIn, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { bookByCoordinator } from "../../pages/coordinator.ts";
import { arrives, words } from "../../pages/log.ts";
import { inDays } from "../../pages/days.ts";

test("the group reads the warning signs through without network, and it stands in the plan", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  test.setTimeout(90_000);
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await bookByCoordinator(staff, binder, { days: 0, kind: "care_team" });
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Möten").click();
  await expect(page.getByRole("link", { name: /Visa mötet/ })).toBeVisible();
  await readyOffline(page);
  await cut(page.context(), server);

  await page.reload();
  await page.getByRole("link", { name: /Visa mötet/ }).click();
  await expect(page.getByRole("link", { name: /Läs igenom Tidiga tecken.*Inte genomläst än/ })).toBeVisible();
  await shot(page, "resursgruppsmote-planerat");
  await page.getByRole("button", { name: "Starta mötet" }).click();
  await page.getByLabel("Det här kom ni överens om").fill("Johan följer med till Fontänhuset.");
  await page.getByLabel("Det här kom ni överens om").blur();
  await page.getByRole("radio", { name: "Läst, oförändrad" }).check();
  await expect(page.getByRole("status").filter({ hasText: "Genomläst" }), "saved").toBeVisible();
  await shot(page, "resursgruppsmote-pagar");
  const meeting = page.url();
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Kontakter").click();
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await page.getByLabel("Namn", { exact: true }).fill("Doktor Hedda");
  await page.getByLabel("Namn", { exact: true }).blur();
  await expect(page.getByText("Ni skrev tillsammans")).toBeVisible();
  await page.goto(meeting);
  await expect(page.getByRole("link", { name: /Kontakt.*Doktor Hedda/ })).toBeVisible();
  await page.getByRole("button", { name: "Avsluta mötet" }).click();
  await expect(page.getByRole("region", { name: "När ses ni nästa gång?" })).toBeVisible();

  await mend(page.context(), server);
  await page.reload();
  await owner.goto("/tecken");
  await expect(owner.getByText(/Senast genomläst .*\. Oförändrad\./)).toBeVisible();
  await shot(owner, "tecken-genomlast");
  await owner.goto("/moten");
  await owner.getByRole("link", { name: /Resursgruppsmöte/ }).click();
  await expect(owner.getByText("Johan följer med till Fontänhuset.")).toBeVisible();
  await expect(owner.getByRole("link", { name: /Kontakt.*Doktor Hedda/ })).toBeVisible();
  await shot(owner, "resursgruppsmote-hallet");
  await owner.context().close();
});

test("an answer about the reading is taken back, given anew, and changed where it stands", async ({ page, demo, staff, binder }) => {
  await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Möten").click();
  await page.getByRole("link", { name: /Visa mötet/ }).click();
  await page.getByRole("radio", { name: "Läst, oförändrad" }).check();
  await page.getByRole("button", { name: "Ångra" }).click();
  await expect(page.getByRole("radio", { name: "Läst, oförändrad" })).not.toBeChecked();
  await arrives(staff, binder, "warning_plan", "outcome", []);
  await page.getByRole("radio", { name: "Läst, oförändrad" }).check();
  await arrives(staff, binder, "warning_plan", "outcome", ["unchanged"]);
  await page.getByRole("radio", { name: "Läst och ändrad" }).check();
  await arrives(staff, binder, "warning_plan", "outcome", ["revised"]);
  await page.goto(`/tecken?b=${binder}`);
  await expect(page.getByText(/Senast genomläst .*\. Ändrad då\./)).toBeVisible();
});

test("a meeting that is booked for another day begins as an extra one, and the booked one stays", async ({
  page, demo, staff, binder, shot,
}) => {
  const day = inDays(12);
  await bookByCoordinator(staff, binder, { days: 12 });
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await tab(page, "Möten").click();
  await page.getByRole("link", { name: /Visa mötet/ }).click();
  await page.getByRole("button", { name: "Starta mötet" }).click();
  const question = page.getByRole("region", { name: "Ses ni nu?" });
  await expect(question).toContainText("Det här mötet är bokat till");
  await shot(page, "mote-annan-dag");
  await expect(page.getByText("Mötet pågår. Ni skriver tillsammans.")).toHaveCount(0);
  await question.getByRole("button", { name: "Börja ett extra möte" }).dblclick();
  await expect(page.getByText("Mötet pågår. Ni skriver tillsammans.")).toBeVisible();
  await page.getByRole("button", { name: "Avsluta mötet" }).click();
  await expect(page.getByRole("link", { name: new RegExp(`Nästa möte ${day.words}`) })).toBeVisible();
  await expect.poll(async () => (await words(staff, binder, "meetings", "starts")).length, "one extra, however often it was tapped").toBe(2);
});
