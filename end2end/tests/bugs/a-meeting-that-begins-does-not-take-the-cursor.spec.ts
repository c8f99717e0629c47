// Field failure: the coordinator began the meeting while the owner wrote in it, and the field was made anew under her fingers.
import { expect, test } from "../../fixtures.ts";
import { bookByCoordinator, setStatus } from "../../pages/coordinator.ts";
import { openTab, savedHere } from "../../pages/frame.ts";
import { arrives } from "../../pages/log.ts";

test("the cursor stays in the note when the meeting begins", async ({ owner, staff, binder }) => {
  const meeting = await bookByCoordinator(staff, binder, { days: 1 });
  await openTab(owner, "Möten");
  await owner.getByRole("main").getByRole("link", { name: /Möte med samordnare/ }).first().click();
  await owner.getByRole("button", { name: "Ändra", exact: true }).click();
  const about = owner.getByLabel("Det här handlar mötet om");
  await about.pressSequentially("Jag vill prata om ");
  await setStatus(staff, binder, meeting, "open");
  await expect(owner.getByLabel("Det här kom ni överens om")).toBeVisible();
  await expect(about).toBeFocused();
  await owner.keyboard.type("sömnen");
  await expect(about).toHaveValue("Jag vill prata om sömnen");
  await savedHere(about);
  await arrives(staff, binder, "meetings", "note", ["Jag vill prata om sömnen"]);
});
