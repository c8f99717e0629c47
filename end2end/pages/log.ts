// What has reached the server, as the coordinator's client reads it.
import { expect } from "@playwright/test";
import type { Staff } from "../staff.ts";

export interface Entry {
  id: string;
  kind: string;
  presence: { is: string };
  fields?: Record<string, { current: { stamp: { op: string }; value: Record<string, unknown> }[] }>;
  notes?: { field: string; value: Record<string, unknown>; note?: string }[];
  proposals?: { answer?: string }[];
}

function said(value: Record<string, unknown>): string {
  const [inner] = Object.values(value);
  if (Array.isArray(inner)) return inner.map((person: { name: string }) => person.name).join(", ");
  if (inner && typeof inner === "object") return (inner as { name: string }).name;
  return String(inner);
}

export async function entries(staff: Staff, binder: string, tab: string): Promise<Entry[]> {
  const { checkpoints } = await staff.sync(binder, []);
  const found = checkpoints?.find(({ state }) => state.tab === tab);
  return Object.values(found?.state.entries ?? {}) as Entry[];
}

// Every version of one field, over all entries that are shown.
export async function words(staff: Staff, binder: string, tab: string, field: string): Promise<string[]> {
  const all = (await entries(staff, binder, tab)).filter(({ presence }) => presence.is !== "removed");
  return all.flatMap((entry) => entry.fields?.[field]?.current ?? []).map(({ value }) => said(value)).sort();
}

// Waits until the coordinator reads exactly these words.
export const arrives = (staff: Staff, binder: string, tab: string, field: string, expected: string[]): Promise<void> =>
  expect.poll(() => words(staff, binder, tab, field), { timeout: 20_000 }).toEqual([...expected].sort());

// The versions a change made now replaces.
export async function heads(staff: Staff, binder: string, tab: string, id: string, field: string): Promise<string[]> {
  const entry = (await entries(staff, binder, tab)).find((one) => one.id === id);
  return (entry?.fields?.[field]?.current ?? []).map(({ stamp }) => stamp.op);
}
