// Mål och plan: the goal in her own words, its parts, who does what and when, who answers for it, how it went.
import { expect, test } from "../fixtures.ts";
import { openTab } from "../pages/frame.ts";
import { arrives, entries } from "../pages/log.ts";
import { addActivity, addGoal, addPart, evaluate } from "../pages/plan.ts";

test("a goal with a part and who does what reads as a plan and reaches the coordinator", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Mål och plan");
  await expect(owner.getByText("Här kan du skriva vad du vill, på lång sikt.")).toBeVisible();
  await shot(owner, "plan-empty");
  await addGoal(owner, "Jag vill bo själv");
  await addPart(owner, "Jag lagar mat två dagar i veckan");
  await addActivity(owner, { what: "Handla på torsdagar", who: "Jag själv", when: "torsdagar", authority: "Kommunen" });
  await shot(owner, "plan-activity");
  await openTab(owner, "Mål och plan");
  await expect(owner.getByRole("heading", { level: 2, name: "Jag vill bo själv" })).toBeVisible();
  await expect(owner.getByRole("heading", { level: 3, name: "Jag lagar mat två dagar i veckan" })).toBeVisible();
  const step = owner.getByRole("listitem").filter({ hasText: "Handla på torsdagar" }).last();
  await expect(step).toContainText(/torsdagar\./i);
  await expect(step).toContainText("Kommunen ansvarar.");
  await shot(owner, "plan");
  await arrives(staff, binder, "plan", "text", ["Handla på torsdagar", "Jag lagar mat två dagar i veckan", "Jag vill bo själv"]);
  await arrives(staff, binder, "plan", "authority", ["municipality"]);
});

test("how it went has four plain answers and each is kept", async ({ owner, staff, binder, shot }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill orka träffa folk");
  await addActivity(owner, { what: "Gå till kören", who: "Jag själv", when: "måndagar", authority: "Jag själv" });
  await evaluate(owner, "Det fungerade inte");
  await evaluate(owner, "Vi ändrar");
  await expect(owner.getByRole("button", { name: "Det fungerade inte" })).toHaveAttribute("aria-pressed", "false");
  await shot(owner, "plan-evaluation");
  await expect.poll(async () => {
    const plan = await entries(staff, binder, "plan");
    return plan.flatMap(({ notes }) => notes ?? []).map(({ value }) => value.choice);
  }).toEqual(["did_not", "change"]);
});

test("what she has not said she wants is a wish and stands apart", async ({ owner, shot }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill resa");
  await owner.getByRole("switch", { name: "Det här vill jag" }).uncheck();
  await openTab(owner, "Mål och plan");
  await expect(owner.getByRole("heading", { level: 2, name: "Önskemål" })).toBeVisible();
  await expect(owner.getByRole("link", { name: "Jag vill resa" })).toBeVisible();
  await expect(owner.getByText("Långsiktigt mål")).toHaveCount(0);
  await shot(owner, "plan-wish");
});

test("a goal that is removed takes what it holds and brings it back", async ({ owner, staff, binder }) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  await addPart(owner, "Jag lagar mat");
  await owner.getByRole("banner").getByRole("link", { name: "Målet" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Långsiktigt mål" })).toBeVisible();
  await owner.getByRole("button", { name: "Ta bort målet" }).click();
  await expect(owner.getByText("Målet är borttaget.")).toBeVisible();
  await expect(owner.getByRole("link", { name: "Jag vill bo själv" })).toHaveCount(0);
  await arrives(staff, binder, "plan", "text", []);
  await owner.getByRole("button", { name: "Ångra" }).click();
  await expect(owner.getByRole("link", { name: "Jag lagar mat" })).toBeVisible();
  await arrives(staff, binder, "plan", "text", ["Jag lagar mat", "Jag vill bo själv"]);
});
