// The server's resident memory: just started, with 1,000 pärmar written and read, and with 1,000 phones on the
// live stream.
import { Ear } from "../lib/ear.mjs";
import { House } from "../lib/house.mjs";
import { life } from "../lib/life.mjs";
import { Staff } from "../lib/people.mjs";
import { MB, together } from "../lib/stats.mjs";

const HANDS = 16;
const ENTRIES = 10;

export async function measure({ n }) {
  const house = await House.make();
  const account = house.account();
  await house.start();
  const idle = house.memory() / MB;
  const first = await Staff.signedIn(house, account);
  const staff = await Promise.all(Array.from({ length: Math.min(HANDS, n(HANDS)) }, () => first.again()));
  const phones = [];
  // Each has a coordinator, a paired phone, ten entries, and is read whole by both.
  await together(staff.length, n(1000), async (_, hand) => {
    const binder = await staff[hand].newBinder();
    const phone = await staff[hand].phone(binder);
    await phone.sync(binder, life(phone.author, ENTRIES));
    staff[hand].cursor = 0;
    await staff[hand].sync(binder);
    phone.close();
    phones.push({ phone, binder });
  });
  const binders = house.memory() / MB;
  await together(staff.length, phones.length, async (turn) => {
    const { phone, binder } = phones[turn];
    await Ear.open(phone, [[binder, phone.cursor]]);
  });
  const connected = house.memory() / MB;
  return {
    idle, binders, phones: connected,
    notes: [`${phones.length} pärmar of ${ENTRIES} entries, each written by its phone and read by its coordinator; ` +
      `${phones.length} live streams, each a session and a pärm of its own`],
  };
}
