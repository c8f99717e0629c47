// The page that a QR code at the kitchen table opens, on an old phone that has never seen it: what it downloads
// and how long until she can go on; then what the worker fetches for later.
import { House } from "../lib/house.mjs";
import { Staff } from "../lib/people.mjs";
import { opened, Phone, readyOffline, weigh } from "../lib/phone.mjs";
import { KB, median } from "../lib/stats.mjs";
import { Wire } from "../lib/wire.mjs";

// What counts as blocked: the part of a task above this.
const FREE_MS = 50;

export async function measure({ n }) {
  const house = await House.make();
  const account = house.account();
  await house.start();
  const staff = await Staff.signedIn(house, account);
  const phone = await Phone.make(house);
  const runs = [];
  for (let turn = 0; turn < n(5, 1); turn += 1) {
    const { link } = await staff.pairing(await staff.newBinder());
    await phone.wipe();
    runs.push(await visit(phone, house, link, turn === 0));
  }
  const [{ page, worker }] = runs;
  const bytes = (requests) => requests.reduce((sum, request) => sum + request.bytes, 0) / KB;
  const plain = page.filter(({ path, status, coding }) => status === 200 && coding !== "br" && !/\.(woff2|png)$/.test(path));
  return {
    bytes: bytes(page), wasm: bytes(page.filter(({ path }) => path.endsWith(".wasm"))), requests: page.length,
    precache: bytes(worker),
    paint: median(runs.map((run) => run.paint)) / 1000, ready: median(runs.map((run) => run.ready)) / 1000,
    blocked: median(runs.map((run) => run.blocked)),
    notes: [
      `times are medians of ${runs.length}: CPU ×4, 1.6 Mbit/s, 150 ms for each request, no TLS; “can type and tap” is ` +
        "when the button “Öppna min pärm” has been painted, which the app makes after it has opened its store; it was " +
        "tapped, and answered",
      "bytes are what came over the network, headers included: " +
        page.map(({ path, bytes: size }) => `${path} ${size}`).join(", "),
      ...(plain.length > 0 ? [`not brotli: ${plain.map(({ path }) => path).join(", ")}`] : []),
      `the worker asked for ${worker.length} files; those that the page had already fetched cost nothing`,
    ],
  };
}

async function visit(phone, house, link, withWorker) {
  const weighing = [];
  if (withWorker) phone.context.on("requestfinished", (request) => weighing.push(weigh(request)));
  const page = await phone.page({ slow: true });
  const { seen, paint } = await opened(page, link, "main button", "Öppna min pärm");
  const origin = await page.evaluate(() => performance.timeOrigin);
  await page.getByRole("button", { name: "Öppna min pärm" }).tap();
  await page.getByRole("heading", { name: "Stämmer det?" }).waitFor();
  const tasks = await page.evaluate(() => window.bench.tasks);
  const blocked = tasks
    .filter(([start]) => start + FREE_MS > paint && start < seen)
    .reduce((sum, [start, took]) => sum + Math.max(0, Math.min(start + took, seen) - Math.max(start, paint) - FREE_MS), 0);
  const run = { paint, ready: seen, blocked };
  if (withWorker) {
    await readyOffline(page);
    const asked = await Promise.all(weighing);
    run.page = asked.filter(({ worker, at, bytes }) => !worker && bytes > 0 && at <= origin + seen);
    run.worker = asked.filter(({ worker }) => worker);
    for (const script of run.worker.filter(({ path }) => path === "/sw.js")) script.bytes += await sent(house, script.path);
  }
  await page.close();
  return run;
}

// DevTools does not tell the size of a worker's own script.
async function sent(house, path) {
  const wire = await Wire.open(house.origin);
  const { body } = await wire.request("GET", path, { headers: { "Accept-Encoding": "br" } });
  wire.close();
  return body.length;
}
