// A pärm of many years on an old phone: 500 entries that 5,000 ops have made. How long from a tap or a key to the
// next paint, how long until an edit is on the phone's disk, and what it costs on the network.
import { life } from "../lib/life.mjs";
import { atHome } from "../lib/people.mjs";
import { Phone, readyOffline } from "../lib/phone.mjs";
import { median, percentile } from "../lib/stats.mjs";

// Below this the browser does not tell how long.
const UNTOLD_MS = 16;

export async function measure({ n }) {
  const { house, staff, binder } = await atHome();
  const writer = await staff.phone(binder);
  await writer.bring(binder, life(writer.author, n(500, 40), n(5000, 60)));
  const phone = await Phone.make(house);
  const first = await phone.pair((await staff.pairing(binder)).link);
  await readyOffline(first); // so that the worker's fetching is not in the way
  await first.close();

  const page = await phone.page({ slow: true });
  await page.addInitScript(watchSaves);
  await page.goto("/");
  await page.locator(".next-meeting__when").waitFor();
  for (let round = 0; round < n(4, 1); round += 1) await walk(page);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const [told, all] = await page.evaluate(() => [Object.values(window.bench.taps), performance.interactionCount]);
  const taps = [...told, ...Array(Math.max(0, (all ?? told.length) - told.length)).fill(UNTOLD_MS)];

  const { saves, wire } = await write(page, n(25));
  const times = (key) => saves.map((save) => save[key]);
  const strict = saves.every(({ durability }) => durability === "strict");
  return {
    inp: percentile(taps, 0.75), saved: strict ? median(times("took")) : undefined, ...wire,
    why: "IndexedDB says that the durability was not strict",
    notes: [
      `${taps.length} taps and keys through Kontakter, Tidiga tecken, Mål och plan and Möten at CPU ×4; p50 ` +
        `${percentile(taps, 0.5)} ms, slowest ${Math.max(...taps)} ms; what takes less than ${UNTOLD_MS} ms is not told ` +
        `and counted as ${UNTOLD_MS}`,
      `saved: ${saves.length} edits at CPU ×4, from leaving the field (which saves at once) until the strict transaction ` +
        `is complete, p95 ${percentile(times("took"), 0.95).toFixed(1)} ms; the transaction alone ` +
        `${median(times("alone")).toFixed(1)} ms; until “Sparat” is painted ${median(times("shown")).toFixed(1)} ms`,
      `bytes are the bodies of the request and the answer, as sent (${wire.coding ?? "not compressed"}); headers add ` +
        `${wire.upHeaders} up and ${wire.downHeaders} down`,
    ],
  };
}

// Once through the pärm, as people go: into each tab, into one thing there, and back.
async function walk(page) {
  const tap = async (selector, shows) => {
    await page.locator(selector).filter({ visible: true }).first().tap();
    await page.locator(shows).filter({ visible: true }).first().waitFor();
  };
  const toBinder = () => tap('.bottom-bar a[href="/parm"]', '.row-list--tabs a[href="/kontakter"]');
  const back = (shows) => tap(".topbar__back", shows);

  await tap('a[href="/ring"]', 'a[href^="tel:"]');
  await toBinder();
  await tap('a[href="/kontakter"]', ".person-card__link");
  await tap(".person-card__link", "main input.field__input");
  await tap("main input.field__input", "main input.field__input:focus");
  await page.keyboard.type("Ask", { delay: 0 });
  await page.locator(".field__status[data-state=saved]").first().waitFor();
  await back(".person-card__link");
  await toBinder();
  await tap('a[href="/tecken"]', 'a[href^="/tecken/ett"]');
  await tap('a[href^="/tecken/ett"]', "#rubrik");
  await back('a[href^="/tecken/ett"]');
  await toBinder();
  await tap('a[href="/plan"]', 'a[href^="/plan/mal"]');
  await tap('a[href^="/plan/mal"]', "#rubrik");
  await back('a[href^="/plan/mal"]');
  await toBinder();
  await tap('a[href="/moten"]', 'a[href^="/moten/ett"]');
  await tap('a[href^="/moten/ett"]', "#rubrik");
  await back('a[href^="/moten/ett"]');
  await tap('.bottom-bar a[href="/"]', 'a[href="/ring"]');
}

// Edits one name again and again.
async function write(page, times) {
  await page.locator('.bottom-bar a[href="/parm"]').tap();
  await page.locator('a[href="/kontakter"]').tap();
  await page.locator(".person-card__link").first().tap();
  await page.locator("main input.field__input").first().waitFor();
  const alone = (request) => request.method() === "POST" && request.url().endsWith("/sync") &&
    JSON.parse(request.postData() ?? "{}").ops?.length === 1;
  const saves = [];
  let wire;
  for (let turn = 0; turn < times; turn += 1) {
    const sending = page.waitForEvent("requestfinished", alone);
    saves.push(await page.evaluate(editOnce, `Syster nummer ${turn}`));
    const request = await sending;
    wire ??= { request, sizes: await request.sizes(), headers: (await request.response()).headers() };
  }
  const { request, sizes, headers } = wire;
  return {
    saves,
    wire: {
      up: Buffer.byteLength(request.postData()), down: sizes.responseBodySize, upHeaders: sizes.requestHeadersSize,
      downHeaders: sizes.responseHeadersSize, coding: headers["content-encoding"],
    },
  };
}

// In the page: types over the first field and leaves it.
async function editOnce(words) {
  const field = document.querySelector("main input.field__input");
  field.focus();
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const saved = new Promise((resolve) => (window.bench.saved = resolve));
  const began = performance.now();
  field.blur();
  const { at, alone, durability } = await saved;
  const shown = await window.bench.see(".field__status[data-state=saved]");
  return { took: at - began, shown: shown - began, alone, durability };
}

// In the page, before its scripts: tells when a transaction that saves an edit is complete.
function watchSaves() {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(...words) {
    const made = begin.apply(this, words);
    const began = performance.now();
    const stores = [...made.objectStoreNames];
    if (made.mode === "readwrite" && stores.includes("queue") && stores.includes("drafts")) {
      made.addEventListener("complete", () => {
        const at = performance.now();
        window.bench.saved?.({ at, alone: at - began, durability: made.durability });
      });
    }
    return made;
  };
}
