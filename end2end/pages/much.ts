// A pärm with much in it, and everything that can wait in one: long names, long words, two versions, a suggestion, a
// meeting that goes on.
import { type Staff, uuid7 } from "../staff.ts";
import { bookByCoordinator, propose, WELLNESS, writeTogether } from "./coordinator.ts";

const LONG = "Jag vill kunna gå till affären själv, även när det är mycket folk där, och komma hem utan att vara slut.";
const WORD = "Arbetsmarknadsverksamhetsutvärderingen";

export async function fillWithMuch(staff: Staff, binder: string): Promise<void> {
  const meeting = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  await bookByCoordinator(staff, binder, { days: 60, kind: "care_team" });
  const write = (tab: string, kind: string, fields: Record<string, object>, entry = uuid7()) =>
    writeTogether(staff, binder, meeting, { tab, kind, entry, fields: fields as never }).then(() => entry);
  for (let n = 1; n <= 12; n++) {
    await write("contacts", "contact", {
      name: { text: `Ann-Charlotte Margareta von Bredenberg-Söderström ${n}` },
      role: { text: `Handläggare, ${WORD}` },
      organization: { text: "Förvaltningen för funktionsstöd, enheten för boendestöd i Norra distriktet" },
      phone: { text: "+46 (0)8-123 45 67 89, knappval 4" },
      hours: { text: "Helgfria vardagar 8–11.30 och 13–16, inte onsdagar" },
      call_about: { text: LONG },
      group: { choice: n % 2 ? "professional" : "close" },
      in_group: { flag: n === 1 },
    });
  }
  const goal = await write("plan", "goal", { text: { text: LONG }, wanted: { flag: true } });
  await write("plan", "goal", { text: { text: `Innan ${WORD} är klar vill jag något annat.` } }, goal);
  const part = await write("plan", "goal", { text: { text: `Läsa ${WORD} färdigt` }, parent: { entry: goal }, wanted: { flag: true } });
  const line = await write("plan", "activity", {
    text: { text: LONG }, parent: { entry: part }, who: { person: { name: "Ann-Charlotte Margareta von Bredenberg-Söderström" } },
    when: { text: "Varannan torsdag klockan 10.30, med början i januari" }, authority: { choice: "municipality" },
  });
  await propose(staff, binder, { tab: "plan", entry: line, kind: "activity", fields: { text: { text: `${LONG} ${WORD}.` } } });
  const starts = { instant: Date.now() + 5 * 86_400_000 };
  await write("plan", "change_notice", { text: { text: `${LONG} ${WORD}.` }, cause: { choice: "treatment" }, starts });
  const sign = await write("warning_plan", "sign", { text: { text: LONG }, area: { choice: "habits" } });
  await write("warning_plan", "sign_action", { text: { text: LONG }, parent: { entry: sign }, doer: { choice: "me" } });
  await write("warning_plan", "wellness", { well: { text: LONG }, helps: { text: `${WORD}, promenader och musik.` } }, WELLNESS);
}
