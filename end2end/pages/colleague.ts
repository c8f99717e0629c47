// A second coordinator, with sentences of his own.
import { type Account } from "../people.ts";
import { type Server } from "../server.ts";
import { Staff, TABS, uuid7 } from "../staff.ts";
import { send } from "./coordinator.ts";

// Before her phone is paired the first coordinator records for the second, too.
export async function letColleagueIn(
  staff: Staff, server: Server, binder: string, account: Account, tabs: readonly string[] = TABS,
): Promise<Staff> {
  const colleague = new Staff(server.url);
  await colleague.signIn(account.username, account.password);
  const { person, name, organization } = colleague.me;
  const sentence = (tab: string) => ({ person, name, organization, tab, right: "suggest", evidence: "spoken" });
  const audience = { to: "people", people: [person] };
  await send(staff, binder, tabs.map((tab) => staff.op("sharing", uuid7(), "grant", sentence(tab), { audience })));
  return colleague;
}
