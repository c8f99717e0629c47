// The owner writes, the coordinator's open app has it: from sending until the live message with the op in it.
import { Ear } from "../lib/ear.mjs";
import { edit } from "../lib/life.mjs";
import { atHome } from "../lib/people.mjs";
import { disk, median, percentile } from "../lib/stats.mjs";

export async function measure({ n }) {
  const { house, staff, binder } = await atHome();
  const phone = await staff.phone(binder);
  await phone.sync(binder);
  const waits = new Map();
  let bytes = 0;
  await Ear.open(staff, [[binder, phone.cursor]], (message, size) => {
    const id = message.op?.op.id;
    if (message.event !== "op" || !waits.has(id)) return;
    bytes = size;
    waits.get(id)(performance.now());
  });
  const took = [];
  const alone = disk(house.folder, n(100));
  for (let number = 0; number < n(600); number += 1) {
    const op = edit(phone.author, number);
    const heard = new Promise((resolve) => waits.set(op.id, resolve));
    const [answer, at] = await Promise.all([
      phone.send("POST", `/binders/${binder}/sync`, phone.round([op])), heard,
    ]);
    phone.cursor = JSON.parse(answer.body).cursor;
    waits.delete(op.id);
    took.push(at - answer.sent);
  }
  alone.push(...disk(house.folder, n(100)));
  return {
    p50: median(took), p95: percentile(took, 0.95), disk: median(alone),
    notes: [
      `${took.length} edits; the op stands in the message itself, ${bytes} bytes; only what is durable is told, so the ` +
        "disk is in it",
    ],
  };
}
