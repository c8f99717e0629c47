// 32 phones write at the same time: how many edits a second become durable, and what each costs the server.
import { House } from "../lib/house.mjs";
import { edit } from "../lib/life.mjs";
import { Staff } from "../lib/people.mjs";
import { disk, median, percentile, together } from "../lib/stats.mjs";

// On SQLite, unless `stores` names others.
export async function measure({ n }, stores) {
  const house = await House.make(stores);
  const account = house.account();
  await house.start();
  const staff = await Staff.signedIn(house, account);
  const phones = [];
  for (let number = 0; number < n(32); number += 1) {
    const binder = await staff.newBinder();
    const phone = await staff.phone(binder);
    await phone.sync(binder);
    phones.push({ phone, binder });
  }
  const took = [];
  const one = async (number, hand) => {
    const { phone, binder } = phones[hand];
    const answer = await phone.send("POST", `/binders/${binder}/sync`, phone.round([edit(phone.author, number)]));
    const { accepted, cursor } = JSON.parse(answer.body);
    if (accepted?.length !== 1) throw new Error(`an edit was not taken: ${answer.status} ${answer.body}`);
    phone.cursor = cursor;
    took.push(answer.done - answer.sent);
  };
  await together(phones.length, n(640), one); // until the server is warm
  took.length = 0;
  const before = disk(house.folder, n(100));
  const [began, used, own] = [performance.now(), house.cpu(), process.cpuUsage()];
  await together(phones.length, n(16_000, 30), one);
  const [seconds, cpu] = [(performance.now() - began) / 1000, house.cpu() - used];
  const client = process.cpuUsage(own);
  const alone = [...before, ...disk(house.folder, n(100))];
  await house.dispose();
  return {
    rate: took.length / seconds, cpu: cpu / took.length, disk: median(alone),
    notes: [
      `${took.length} edits by ${phones.length} phones, each in a pärm of its own; p50 ${median(took).toFixed(1)} ms, p99 ` +
        `${percentile(took, 0.99).toFixed(1)} ms; the load client itself took ` +
        `${((client.user + client.system) / 1000 / took.length).toFixed(3)} ms CPU each, on the same cores`,
    ],
  };
}
