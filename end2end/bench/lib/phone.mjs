// An old phone in headless Chromium: a small touch screen, a processor four times slower, a slow network, all by
// the DevTools protocol. The slowness holds for the page's main thread and its requests, not for its worker.
import { chromium } from "@playwright/test";
import { forget, keep } from "./house.mjs";

export const chromiumPath = process.env.PARMEN_CHROMIUM || "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const SCREEN = {
  viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2,
  locale: "sv-SE", timezoneId: "Europe/Stockholm",
};
const OLD_CPU = 4;
// 1.6 Mbit/s down, 750 kbit/s up, in bytes a second.
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
// A page that is to become something and does not.
const PATIENCE_MS = 60_000;

export class Phone {
  #browser;

  static async make(house) {
    const phone = new Phone();
    phone.#browser = await chromium.launch({ executablePath: chromiumPath, args: ARGUMENTS });
    keep(phone);
    phone.house = house;
    await phone.wipe();
    return phone;
  }

  // A phone as it comes out of the box: no cache, no worker, no pärm.
  async wipe(options) {
    await this.context?.close();
    this.context = await this.#browser.newContext({ ...SCREEN, baseURL: this.house.origin, ...options });
    this.context.setDefaultTimeout(PATIENCE_MS);
    await this.context.addInitScript(notes);
  }

  // A page that is about to be opened.
  async page({ old = true, slow = false } = {}) {
    const page = await this.context.newPage();
    const cdp = await this.context.newCDPSession(page);
    if (old) await cdp.send("Emulation.setCPUThrottlingRate", { rate: OLD_CPU });
    if (slow) {
      await cdp.send("Network.enable");
      await cdp.send("Network.emulateNetworkConditions", SLOW);
    }
    return page;
  }

  // Pairs the phone by its link and leaves its page on the home screen.
  async pair(link) {
    const page = await this.page({ old: false });
    await page.goto(link);
    await page.getByRole("button", { name: "Öppna min pärm" }).tap();
    await page.getByRole("heading", { name: "Stämmer det?" }).waitFor();
    await page.getByRole("button", { name: "Ja, det stämmer" }).tap();
    await page.goto("/");
    await page.getByRole("heading", { level: 1, name: /Hej / }).waitFor();
    return page;
  }

  // A phone whose app was not open: its worker sleeps.
  async rest() {
    const page = await this.context.newPage();
    const cdp = await this.context.newCDPSession(page);
    await cdp.send("ServiceWorker.enable");
    await cdp.send("ServiceWorker.stopAllWorkers");
    await page.close();
  }

  async dispose() {
    forget(this);
    await this.#browser.close();
  }
}

// Runs in every page before its own scripts. `bench.see(selector, words)` gives the time, from the beginning of
// the navigation, when such an element has been painted; `bench.tasks` are the long tasks, `bench.taps` how long
// each tap or key took to the next paint, in steps of 8 ms as the browser tells them.
function notes() {
  const bench = { tasks: [], taps: {} };
  window.bench = bench;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) bench.taps[interactionId] = Math.max(duration, bench.taps[interactionId] ?? 0);
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  const shows = (selector, words) => [...document.querySelectorAll(selector)].some((element) =>
    element.textContent.includes(words) && !element.disabled && element.getClientRects().length > 0);
  bench.see = (selector, words = "") => new Promise((resolve) => {
    // The first task after the frame that has it.
    const painted = () => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      channel.port2.postMessage(0);
    });
    if (shows(selector, words)) return painted();
    const observer = new MutationObserver(() => {
      if (!shows(selector, words)) return;
      observer.disconnect();
      painted();
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  // A request to the database, when it has succeeded.
  bench.done = (request) => new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request));
    request.addEventListener("error", () => reject(request.error));
  });
  bench.paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
}

// When something is on the screen and when the first thing was, in milliseconds since the navigation began.
export async function opened(page, address, selector, words) {
  await page.goto(address, { waitUntil: "commit" });
  const seen = await page.evaluate(([selector, words]) => window.bench.see(selector, words), [selector, words]);
  const paint = await page.waitForFunction(() => window.bench.paint());
  return { seen, paint: await paint.jsonValue() };
}

// What one request cost on the network, headers included. A negative size is Playwright's word for an answer that
// came from the cache.
export async function weigh(request) {
  const response = await request.response();
  const { responseBodySize: body, responseHeadersSize: head } = await request.sizes();
  return {
    path: new URL(request.url()).pathname, worker: request.serviceWorker() !== null, at: request.timing().startTime,
    status: response.status(), coding: response.headers()["content-encoding"], bytes: body < 0 ? 0 : body + head,
  };
}

// The worker has everything it needs to open the app without network.
export async function readyOffline(page) {
  await page.waitForFunction(async () => {
    const shell = (await caches.keys()).find((name) => name.startsWith("parmen-shell-"));
    if (!navigator.serviceWorker.controller || !shell) return false;
    const { shells, assets } = await (await fetch("/precache.json")).json();
    return (await (await caches.open(shell)).keys()).length >= shells.length + assets.length;
  }, undefined, { polling: 250 });
}
