// The server is killed while a phone writes, and started again: from the kill until it answers. What it had
// acknowledged must be there.
import { edit, life } from "../lib/life.mjs";
import { atHome } from "../lib/people.mjs";
import { median } from "../lib/stats.mjs";

export async function measure({ n }) {
  const { house, staff, binder } = await atHome();
  let phone = await staff.phone(binder);
  await phone.bring(binder, life(phone.author, n(500), n(5000)));
  const took = [];
  for (let turn = 0; turn < n(9); turn += 1) {
    // Fresh writes: the log that a start has to read through is never empty.
    for (let number = 0; number < n(50); number += 1) await phone.sync(binder, [edit(phone.author, number)]);
    const last = phone.cursor;
    phone.send("POST", `/binders/${binder}/sync`, phone.round([edit(phone.author, turn)])).catch(() => {});
    const began = performance.now();
    await house.kill();
    await house.start();
    took.push(performance.now() - began);
    phone = await phone.again();
    const { cursor } = await phone.sync(binder);
    if (cursor < last) throw new Error(`acknowledged edits are gone: ${cursor} of ${last}`);
  }
  return {
    again: median(took),
    notes: [
      `median of ${took.length}, slowest ${Math.max(...took).toFixed(0)} ms; every acknowledged edit was there each time`,
    ],
  };
}
