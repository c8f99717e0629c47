// 32 phones write at the same time, on PostgreSQL. There is no budget for it: the figures are told.
import { Postgres } from "../lib/postgres.mjs";
import { measure as load } from "./load.mjs";

// Fewer edits than on SQLite: each is a commit of its own.
const EDITS = 6_400;

export async function measure({ n }) {
  const cluster = await Postgres.start();
  const stores = { data: cluster.database("parmen"), keys: cluster.database("keys") };
  const found = await load({ n: (full, few) => n(Math.min(full, EDITS), few) }, stores);
  await cluster.dispose();
  return { ...found, notes: [...found.notes, "CPU is the server's own; PostgreSQL's comes on top"] };
}
