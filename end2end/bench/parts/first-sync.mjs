// A new phone fetches a pärm of 300 entries whole, as often as the server is asked.
import { life } from "../lib/life.mjs";
import { atHome, CODINGS } from "../lib/people.mjs";
import { KB, median } from "../lib/stats.mjs";

const ENTRIES = 300;

export async function measure({ n }) {
  const { house, staff, binder } = await atHome();
  const writer = await staff.phone(binder);
  await writer.bring(binder, life(writer.author, n(ENTRIES)));
  // Started again, so that the first answer is made from what is stored.
  await house.kill();
  await house.start();
  const reader = await writer.again();
  const fetch = (codings) =>
    reader.send("POST", `/binders/${binder}/sync`, reader.round([]), { "Accept-Encoding": codings });
  const cold = await fetch(CODINGS);
  const plain = await fetch("identity");
  const state = JSON.parse(plain.body);
  const came = state.checkpoints.flatMap(({ state: tab }) => Object.values(tab.entries));
  const entries = came.filter(({ kind }) => kind !== "consent").length;
  if (entries !== n(ENTRIES)) throw new Error(`${entries} entries came`);
  const took = [];
  const used = house.cpu();
  let last = cold;
  for (let turn = 0; turn < n(200); turn += 1) {
    last = await fetch(CODINGS);
    took.push(last.done - last.sent);
  }
  const cpu = (house.cpu() - used) / took.length;
  return {
    p50: median(took), cpu, down: last.down / KB,
    notes: [
      `${took.length} times, ${last.header("content-encoding") ?? "not compressed"}, headers included; ` +
        `${(plain.body.length / KB).toFixed(0)} KB of JSON; the first one after a start took ` +
        `${(cold.done - cold.sent).toFixed(1)} ms`,
    ],
  };
}
