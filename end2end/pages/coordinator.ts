// What the coordinator does meanwhile, through the API.
import { Staff, uuid7 } from "../staff.ts";

// The one entry for "Så är jag när jag mår bra" (EntryId::WELLNESS).
export const WELLNESS = "01930000-0000-7000-8000-000000000001";

const DAY = 24 * 60 * 60 * 1000;

type Value = Record<string, unknown>;

// Sends ops that must be taken.
export async function send(staff: Staff, binder: string, ops: unknown[]): Promise<void> {
  const { refused } = await staff.sync(binder, ops);
  if (refused?.length) throw new Error(JSON.stringify(refused));
}

const fieldsOf = (fields: Record<string, Value>, over: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { over: over[name] ?? [], value }]));

// A meeting at so many days from now; `open` has begun already.
export async function bookByCoordinator(
  staff: Staff,
  binder: string,
  { days, kind = "coordinator", status = "planned" }: { days: number; kind?: "coordinator" | "care_team"; status?: string },
): Promise<string> {
  const id = uuid7();
  const fields = {
    meeting_kind: { choice: kind },
    starts: { instant: Date.now() + days * DAY },
    status: { choice: "planned" },
    people: { people: [{ name: staff.me.name }] },
  };
  await send(staff, binder, [staff.op("meetings", id, "write", { entry_kind: "meeting", fields: fieldsOf(fields, {}) })]);
  if (status !== "planned") await setStatus(staff, binder, id, status);
  return id;
}

export async function setStatus(staff: Staff, binder: string, meeting: string, status: string): Promise<void> {
  const fields = fieldsOf({ status: { choice: status } }, {});
  await send(staff, binder, [staff.op("meetings", meeting, "write", { entry_kind: "meeting", fields })]);
}

export interface Change {
  tab: string;
  entry: string;
  kind: string;
  fields: Record<string, Value>;
  over?: Record<string, string[]>; // the versions that were on the coordinator's screen
}

// What they write together in a meeting that is open.
export async function writeTogether(staff: Staff, binder: string, meeting: string, change: Change): Promise<void> {
  const body = { entry_kind: change.kind, fields: fieldsOf(change.fields, change.over ?? {}) };
  const provenance = { how: "together", meeting };
  await send(staff, binder, [staff.op(change.tab, change.entry, "write", body, { provenance })]);
}

// What the coordinator suggests; waits for her yes.
export async function propose(staff: Staff, binder: string, change: Change, urgent = false): Promise<void> {
  const body = { entry_kind: change.kind, fields: fieldsOf(change.fields, change.over ?? {}), ...(urgent && { urgent }) };
  await send(staff, binder, [staff.op(change.tab, change.entry, "propose", body)]);
}
