// 32 phones write at the same time, on PostgreSQL. There is no budget for it: the figures are told.
import { herd } from "../lib/herd.mjs";
import { Postgres } from "../lib/postgres.mjs";

export async function measure({ n, quick }) {
  const cluster = await Postgres.start();
  const stores = { data: cluster.database("parmen"), keys: cluster.database("keys") };
  const found = await herd({ n: (full, few) => n(Math.min(full, 6_400), few), quick }, stores);
  await cluster.dispose();
  return { ...found, notes: [...found.notes, "CPU is the server's own; PostgreSQL's comes on top"] };
}
