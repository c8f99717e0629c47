// The coordinator reads how something has changed since she was let in, and nothing of it once she no longer is.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../../fixtures.ts";
import { device, letIn, PHONE, signIn, stored } from "../../people.ts";
import { nameField } from "../../pages/contacts.ts";
import { sent, write } from "../../pages/frame.ts";
import { changes, openHistory, says } from "../../pages/history.ts";
import { entries } from "../../pages/log.ts";

test("she sees who changed what, cannot write over it, and has nothing left when the yes is taken back", async ({
  page, browser, server, demo, staff, shot,
}) => {
  const binder = await staff.newBinder("Maja Lind");
  const owner = await device(browser, server, PHONE);
  await letIn(owner, staff, binder, server.url);
  await owner.goto("/kontakter");
  await owner.getByRole("link", { name: "Lägg till någon" }).click();
  await write(nameField(owner), "Göran Öst");
  await write(nameField(owner), "Berit Ångman");
  await nameField(owner).blur();
  await sent(owner);
  const [contact] = await entries(staff, binder, "contacts");

  // Her device gets the pärm only now: what changed since she was let in is there all the same.
  await signIn(page, demo.coordinators[0]!);
  await page.goto(`/kontakt?b=${binder}&id=${contact!.id}`);
  await expect(nameField(page)).toHaveValue("Berit Ångman");
  await openHistory(page);
  await expect(page.getByText("Du ser det som har ändrats sedan du fick läsa.")).toBeVisible();
  await says(page, 0, { by: "Maja Lind skrev", before: "Göran Öst", after: "Berit Ångman" });
  await says(page, 1, { by: "Maja Lind skrev det här först", after: "Göran Öst" });
  await expect(page.getByRole("button", { name: /^Skriv tillbaka/ })).toHaveCount(0);
  await shot(page, "history-desk");
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include("main").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);

  await owner.goto("/samtycke");
  const sentence = owner.getByRole("listitem").filter({ hasText: "får läsa och föreslå i Kontakter." });
  await sentence.getByRole("button", { name: "Säg nej" }).click();
  await expect(owner.getByText(/^Du sa nej /)).toBeVisible();
  await expect(changes(page)).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "Samtycket gäller inte" })).toBeVisible();
  await expect.poll(() => stored(page)).not.toContain("Göran Öst");
  await page.reload();
  await expect(page.getByText("Göran Öst")).toHaveCount(0);
  const asked = `/api/v1/binders/${binder}/history?tab=contacts&entry=${contact!.id}`;
  expect((await page.request.get(asked)).status()).toBe(404);
  await owner.context().close();
});
