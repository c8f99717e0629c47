// The owner's side of a meeting that goes on: the same steps on her own phone, without network; and several times
// booked at once, one of them not certain yet (R49).
import { cut, expect, mend, readyOffline, test } from "../fixtures.ts";
import { bookByCoordinator } from "../pages/coordinator.ts";
import { inDays } from "../pages/days.ts";
import { arrives } from "../pages/log.ts";

test("she follows the meeting on her own phone without network, and what she adds comes along", async ({
  owner, server, staff, binder, shot,
}) => {
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  await owner.goto("/moten");
  await owner.getByRole("link", { name: /Visa mötet/ }).click();
  await expect(owner.getByRole("link", { name: "Gå igenom mötet steg för steg" })).toBeVisible();
  await readyOffline(owner);
  await cut(owner.context(), server);
  await owner.getByRole("link", { name: "Gå igenom mötet steg för steg" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Vilka är här?" })).toBeFocused();
  await shot(owner, "mote-steg-har");
  await owner.getByRole("link", { name: "Vidare: Följ förändringar" }).click();
  await owner.getByRole("link", { name: "Vidare: Hur har det gått?" }).click();
  await owner.getByLabel("Vad vill du ta upp?").fill("Jag vill byta dag");
  await owner.getByLabel("Vad vill du ta upp?").press("Enter");
  await expect(owner.getByRole("listitem").filter({ hasText: "Jag vill byta dag" })).toBeVisible();
  await shot(owner, "mote-steg-plan");
  await owner.goBack();
  await expect(owner.getByText("Steg 2 av 8")).toBeVisible();
  await owner.getByText("Alla steg").click();
  await owner.getByRole("link", { name: "8. Avsluta" }).click();
  await expect(owner.getByText("En samordnare avslutar mötet på sin skärm.")).toBeVisible();
  await expect(owner.getByRole("button", { name: "Avsluta mötet" })).toHaveCount(0);
  await shot(owner, "mote-steg-slut");
  await mend(owner.context(), server);
  await owner.goto(`/moten/ett?id=${meeting}&steg=plan`);
  await arrives(staff, binder, "meetings", "text", ["Jag vill byta dag"]);
  await owner.getByRole("button", { name: "Ta bort punkten Jag vill byta dag" }).click();
  await arrives(staff, binder, "meetings", "text", []);
});

test("she books several times at once without network, and one tap makes the uncertain one certain", async ({
  owner, server, staff, binder, shot,
}) => {
  await owner.goto("/moten");
  await expect(owner.getByRole("button", { name: "Boka flera tider" })).toBeVisible();
  await readyOffline(owner);
  await cut(owner.context(), server);
  await owner.getByRole("button", { name: "Boka flera tider" }).click();
  const [first, second] = [inDays(5), inDays(60)];
  const line = (n: number) => owner.getByRole("group", { name: "När är mötet?" }).nth(n);
  await line(0).getByLabel("Dag").fill(first.date);
  await line(0).getByLabel("Klockan").fill("10:00");
  await owner.getByRole("button", { name: "En tid till" }).click();
  await expect(line(1).getByLabel("Dag")).toBeFocused();
  await line(1).getByLabel("Dag").fill(second.date);
  await line(1).getByLabel("Klockan").fill("13:00");
  await line(1).getByLabel("Vad är det för möte?").selectOption("true");
  await line(1).getByRole("checkbox", { name: /Preliminär tid/ }).check();
  await shot(owner, "boka-flera");
  await owner.getByRole("button", { name: "Boka 2 tider" }).click();
  await expect(owner.getByRole("link", { name: new RegExp(`${second.words}.*Preliminär tid`) })).toBeVisible();
  await shot(owner, "moten-preliminar");
  await mend(owner.context(), server);
  await owner.goto("/moten");
  await arrives(staff, binder, "meetings", "preliminary", ["true"]);
  await owner.getByRole("link", { name: new RegExp(`${second.words}.*Preliminär tid`) }).click();
  await owner.getByRole("button", { name: "Tiden är bestämd" }).click();
  await expect(owner.getByText("Tiden är preliminär.")).toHaveCount(0);
  await arrives(staff, binder, "meetings", "preliminary", ["false"]);
});
