// Field failure: the server's newer value overwrote what had been written without network.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { addContact, phoneField } from "../../pages/contacts.ts";
import { keptHere, openTab, sent, write } from "../../pages/frame.ts";
import { arrives, entries, heads } from "../../pages/log.ts";
import { Staff } from "../../staff.ts";

test("an edit made offline survives a newer server value", async ({ owner, context, server, staff, binder }) => {
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek", phone: "08-1" });
  await sent(owner);
  const [bo] = await entries(staff, binder, "contacts");
  const over = { phone: await heads(staff, binder, "contacts", bo!.id, "phone") };
  const meeting = await bookByCoordinator(staff, binder, { days: 0, status: "open" });
  await readyOffline(owner);
  await owner.getByRole("link", { name: /^Bo Ek/ }).click();

  await cut(context, server);
  await write(phoneField(owner), "08-222");
  await keptHere(owner);
  await owner.close();

  // The server is back, the phone is not: meanwhile the coordinator writes a newer number.
  await server.start();
  const anna = new Staff(server.url);
  await anna.signIn("anna", "demo-demo-demo");
  await writeTogether(anna, binder, meeting, {
    tab: "contacts", entry: bo!.id, kind: "contact", fields: { phone: { text: "08-333" } }, over,
  });

  const again = await context.newPage();
  await mend(context, server);
  await again.goto(`/kontakt?id=${bo!.id}`);
  const choice = again.getByRole("region", { name: "Två versioner" });
  await expect(choice.getByText("08-222")).toBeVisible();
  await expect(choice.getByText("08-333")).toBeVisible();
  await arrives(anna, binder, "contacts", "phone", ["08-222", "08-333"]);
});
