// A pärm to print: as much as there ordinarily is in one, or so many times as many entries with so many times as long
// words. The first meeting goes on; the other one is to be invited to.
import { type Staff, uuid7 } from "../staff.ts";
import { bookByCoordinator, WELLNESS, writeTogether } from "./coordinator.ts";

export const NAME = "Ann-Charlotte Söderström";

type Fields = Record<string, Record<string, unknown>>;

export async function fill(staff: Staff, binder: string, times: number): Promise<{ held: string; next: string }> {
  const held = await bookByCoordinator(staff, binder, { days: 0, kind: "care_team", status: "open" });
  const next = await bookByCoordinator(staff, binder, { days: 60, kind: "care_team" });
  const long = (words: string) => ({ text: Array.from({ length: times }, () => words).join(" ") });
  const write = async (tab: string, kind: string, fields: Fields, entry = uuid7()): Promise<string> => {
    await writeTogether(staff, binder, held, { tab, kind, entry, fields });
    return entry;
  };
  for (let n = 1; n <= 4 * times; n++) {
    await write("contacts", "contact", {
      name: long(`${NAME} ${n}`), role: long("Arbetsterapeut"), phone: { text: `070-555 00 ${10 + n}` },
      organization: long("Boendestödet i Norra distriktet"), hours: long("Vardagar 8–11.30 och 13–16"),
      call_about: long("När jag inte kommer ut på morgonen."),
      group: { choice: n % 2 ? "professional" : "close" }, in_group: { flag: n % 2 === 0 },
    });
  }
  for (let n = 1; n <= 2 * times; n++) {
    const goal = await write("plan", "goal", {
      text: long(`Jag vill kunna gå till affären själv, även när det är mycket folk där. ${n}`), wanted: { flag: true },
    });
    const part = await write("plan", "goal", {
      text: long("Gå dit en gång i veckan"), parent: { entry: goal }, wanted: { flag: true },
    });
    for (let m = 1; m <= 2 * times; m++) {
      await write("plan", "activity", {
        text: long(`Gå dit med boendestödjaren ${m}`), parent: { entry: part }, who: { person: { name: NAME } },
        when: long("Varannan torsdag klockan 10.30"), authority: { choice: "municipality" },
      });
    }
  }
  for (let n = 1; n <= 3 * times; n++) {
    const text = long(`Jag sover på dagen och går ut på natten ${n}`);
    const parent = { entry: await write("warning_plan", "sign", { text, area: { choice: "habits" } }) };
    await write("warning_plan", "sign_action", { text: long("Ringer och säger som det är"), parent, doer: { choice: "me" } });
    const person = { person: { name: long(`${NAME} 2`).text } };
    await write("warning_plan", "sign_action", { text: long("Ring mig på kvällen"), parent, doer: { choice: "other" }, person });
  }
  const [well, helps] = [long("Då lagar jag mat och ringer min syster."), long("Promenader och musik.")];
  await write("warning_plan", "wellness", { well, helps }, WELLNESS);
  await write("meetings", "meeting", {
    note: long("Hur det går med boendet."), agreed: long("Johan följer med till Fontänhuset på onsdag."),
    alternatives: long("Matlåda från kommunen."), chosen: long("Att laga mat själv på tisdagar."),
    present: { people: Array.from({ length: 3 * times }, (_, n) => ({ name: `${NAME} ${n + 1}` })) },
  }, held);
  return { held, next };
}
