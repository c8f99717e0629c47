// 5,000 ops folded by the app's own wasm at full speed. The phone's database is given a log of 5,000 ops and no
// folded tab beside it, as after an update that folds otherwise; then the home screen, which reads that tab, is
// opened. The app folds in the task that begins when the last read of that transaction succeeds, and that whole
// task is what is measured. Reading the rows comes before it, and keeping the folded tab after it.
import { life } from "../lib/life.mjs";
import { atHome } from "../lib/people.mjs";
import { Phone, readyOffline } from "../lib/phone.mjs";
import { median } from "../lib/stats.mjs";

const TAB = "contacts";

export async function measure({ n }) {
  const { house, staff, binder } = await atHome();
  const phone = await Phone.make(house);
  const first = await phone.pair((await staff.pairing(binder)).link);
  await readyOffline(first);
  const author = { person: (await first.evaluate(readMe)).person, role: "owner" };
  const ops = life(author, n(500), n(5000), ["contact"]);
  const rows = ops.map((op, at) => [`${binder}/${TAB}/${String(at + 1).padStart(16, "0")}`,
    JSON.stringify({ seq: at + 1, received_at: op.made_at, op })]);
  await first.evaluate(putLog, rows);
  await first.close();

  const took = [];
  for (let turn = 0; turn < n(9); turn += 1) {
    const page = await phone.page({ old: false });
    await page.addInitScript(watchFold, { prefix: `${binder}/${TAB}/` });
    await page.goto("/om-jag-mar-samre"); // a page without the app, which keeps what it has folded
    await page.evaluate(dropFolded, `${binder}/${TAB}`);
    await page.goto("/");
    const { fold, rows: read } = await page.evaluate(() => window.bench.folded);
    if (read !== ops.length) throw new Error(`the app read ${read} ops of ${ops.length}`);
    took.push(fold);
    await page.close();
  }
  return {
    fold: median(took),
    notes: [
      `median of ${took.length} openings of the home screen, in the browser's wasm, ${ops.length} ops on ${n(500)} ` +
        "entries of one tab; all of the task in which the app folds, so the fold itself takes at most this; slowest " +
        `${Math.max(...took).toFixed(1)} ms`,
    ],
  };
}

// In the page: whose phone this is.
async function readMe() {
  const { result: database } = await window.bench.done(indexedDB.open("parmen"));
  return JSON.parse((await window.bench.done(database.transaction("meta").objectStore("meta").get("me"))).result);
}

// In the page: the log as the server would have sent it.
async function putLog(rows) {
  const { result: database } = await window.bench.done(indexedDB.open("parmen"));
  const store = database.transaction("log", "readwrite").objectStore("log");
  await Promise.all(rows.map(([key, row]) => window.bench.done(store.put(row, key))));
}

// In the page: takes away what was folded of a tab.
async function dropFolded(tab) {
  const { result: database } = await window.bench.done(indexedDB.open("parmen"));
  const tx = database.transaction(["tabs", "checkpoints"], "readwrite");
  await Promise.all(["tabs", "checkpoints"].map((name) => window.bench.done(tx.objectStore(name).delete(tab))));
}

// In the page, before its scripts: the app reads the log and then the queue of one transaction, and folds in the
// task in which the queue has come. A message posted at the beginning of that task comes when it has ended.
function watchFold({ prefix }) {
  const read = IDBObjectStore.prototype.getAll;
  const logs = new WeakMap();
  window.bench.folded = new Promise((resolve) => {
    IDBObjectStore.prototype.getAll = function getAll(...words) {
      const asked = read.apply(this, words);
      if (this.name === "log" && String(words[0]?.upper ?? "").startsWith(prefix)) logs.set(this.transaction, asked);
      const log = logs.get(this.transaction);
      if (this.name === "queue" && log) {
        asked.addEventListener("success", () => {
          const began = performance.now();
          const ended = new MessageChannel();
          ended.port1.onmessage = () => resolve({ fold: performance.now() - began, rows: log.result.length });
          ended.port2.postMessage(0);
        });
      }
      return asked;
    };
  });
}
