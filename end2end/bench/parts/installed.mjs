// A paired phone without network, and the server stopped as well: opening the app, and the crisis view. The worker
// sleeps before each opening, as it does on a phone that has been in a pocket.
import { life } from "../lib/life.mjs";
import { atHome } from "../lib/people.mjs";
import { opened, Phone, readyOffline } from "../lib/phone.mjs";
import { median } from "../lib/stats.mjs";

export async function measure({ n }) {
  const { house, staff, binder } = await atHome();
  const writer = await staff.phone(binder);
  await writer.bring(binder, life(writer.author, n(100, 30), n(500, 60)));
  const phone = await Phone.make(house);
  const page = await phone.pair((await staff.pairing(binder)).link);
  await page.locator(".next-meeting__when").waitFor();
  await readyOffline(page);
  await page.waitForFunction(() => caches.match("/om-jag-mar-samre", { cacheName: "parmen-personal" }));
  await page.close();
  await phone.context.setOffline(true);
  await house.kill();

  const open = async (address, selector) => {
    await phone.rest();
    const page = await phone.page();
    const times = await opened(page, address, selector);
    await page.close();
    return times;
  };
  const homes = [];
  const crises = [];
  for (let turn = 0; turn < n(9, 2); turn += 1) {
    homes.push(await open("/", ".next-meeting__when"));
    crises.push(await open("/om-jag-mar-samre", "h1"));
  }
  const seconds = (runs, key) => median(runs.map((run) => run[key])) / 1000;
  return {
    paint: seconds(homes, "paint"), own: seconds(homes, "seen"), crisis: seconds(crises, "paint"),
    notes: [
      `medians of ${homes.length}, CPU ×4, no network, no server, the worker asleep; own content is the next meeting's ` +
        `time on the home screen; slowest ${(Math.max(...homes.map(({ seen }) => seen)) / 1000).toFixed(2)} s, ` +
        `crisis ${(Math.max(...crises.map(({ paint }) => paint)) / 1000).toFixed(2)} s`,
    ],
  };
}
