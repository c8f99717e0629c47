// One phone, one edit at a time: from sending it until the server says that it is on the disk.
import { edit } from "../lib/life.mjs";
import { atHome } from "../lib/people.mjs";
import { disk, median, percentile } from "../lib/stats.mjs";

export async function measure({ n }) {
  const { house, staff, binder } = await atHome();
  const phone = await staff.phone(binder);
  await phone.sync(binder);
  const took = [];
  const alone = [];
  const one = async (number) => {
    const round = phone.round([edit(phone.author, number)]);
    const answer = await phone.send("POST", `/binders/${binder}/sync`, round);
    const { accepted, cursor } = JSON.parse(answer.body);
    if (accepted?.length !== 1) throw new Error(`an edit was not taken: ${answer.status} ${answer.body}`);
    phone.cursor = cursor;
    return answer.done - answer.sent;
  };
  for (let number = 0; number < n(50); number += 1) await one(number); // until the server is warm
  // The disk is asked in between, since it changes from minute to minute.
  for (let turn = 0; turn < n(20, 2); turn += 1) {
    alone.push(...disk(house.folder, n(25)));
    for (let number = 0; number < n(100); number += 1) took.push(await one(number));
  }
  return {
    disk: median(alone), p50: median(took), p99: percentile(took, 0.99),
    notes: [`${took.length} edits, each with session, access check and audit; fdatasync of 4 KiB at the end of a file, ` +
      `p99 ${percentile(alone, 0.99).toFixed(2)} ms`],
  };
}
