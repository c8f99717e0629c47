// The worker: opens the app without network or server, and the crisis page without anything at all.
//
// Shells, scripts and styles are kept by build; care data is never here (it lives in IndexedDB), with one
// exception that the owner's safety needs: the finished personal crisis page in its own cache. The worker
// never opens the database. The same file serves two scopes: "/" for the app, and "/dela/" for a related
// person, who gets an offline copy of the one page she opened and nothing of the app.

const BUILD = "__BUILD__"; // put in by the server: a new build is a new worker
const SHELL = `parmen-shell-${BUILD}`;
const PERSONAL = "parmen-personal"; // written by the app
const SETTINGS = "parmen-settings"; // the language
const SHARED = "parmen-share"; // the related person's copies
const CRISIS = "/om-jag-mar-samre";
const related = new URL(self.registration.scope).pathname === "/dela/";

self.addEventListener("install", (event) => {
  if (!related) event.waitUntil(precache());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "claim") event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const answer = related ? answerRelated(request, url) : answerApp(request, url);
  if (answer) event.respondWith(answer);
});

// --- reminders

// What the server sent was locked for this browser alone. It says that there is a meeting, and when (reminders/words.rs).
self.addEventListener("push", (event) => {
  if (!related && event.data) event.waitUntil(remind(event.data.json()));
});

function remind({ title, body, lang, tag, open }) {
  const icon = "/icons/icon-192.png";
  return self.registration.showNotification(title, { body, lang, tag, icon, data: { open } });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.open));
});

// A page of this app, in the window that is open if there is one.
async function openPage(path) {
  const url = new URL(path ?? "/", location.origin);
  if (url.origin !== location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((one) => !new URL(one.url).pathname.startsWith("/dela/"));
  const moved = open && (await open.navigate(url.href).catch(() => null));
  await (moved ? moved.focus() : self.clients.openWindow(url.href));
}

// --- the app

async function precache() {
  const list = await (await fetch("/precache.json", { cache: "no-store" })).json();
  const cache = await caches.open(SHELL);
  // The crisis page first: if the network goes away now, that is the one to have.
  const urls = [...list.shells, ...list.assets];
  urls.sort((a, b) => Number(b.endsWith(CRISIS)) - Number(a.endsWith(CRISIS)));
  for (const url of urls) {
    const response = await fetch(url, { cache: url.startsWith("/assets/") ? "default" : "no-cache" });
    if (!response.ok) throw new Error(`${url}: ${response.status}`); // tried again at the next visit
    await cache.put(url, response);
  }
}

async function takeOver() {
  if (!related) {
    for (const name of await caches.keys()) {
      if (name.startsWith("parmen-shell-") && name !== SHELL) await caches.delete(name);
    }
  }
  await self.clients.claim();
}

function answerApp(request, url) {
  if (request.method !== "GET") return null;
  // Links that somebody was given are the server's to answer: nothing of them is kept here.
  if (/^\/(api|dela|inbjudan|kalender)\//.test(url.pathname)) return null;
  if (request.mode === "navigate") {
    return url.pathname === CRISIS ? crisis() : shell(request, url);
  }
  return fromCacheFirst(request, SHELL);
}

async function language() {
  const stored = await caches.match("/lang", { cacheName: SETTINGS });
  return (stored && (await stored.text())) === "en" ? "en" : "sv";
}

async function shell(request, url) {
  const lang = await language();
  const kept = await caches.match(`/shell/${lang}${url.pathname}`, { cacheName: SHELL });
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch {
    const home = await caches.match(`/shell/${lang}/`, { cacheName: SHELL });
    return home ?? lastResort();
  }
}

// Hers, else the general page, else the network, else a page that stands in this very file.
async function crisis() {
  try {
    const personal = await caches.match(CRISIS, { cacheName: PERSONAL });
    if (personal) return personal;
    const general = await caches.match(`/shell/${await language()}${CRISIS}`, { cacheName: SHELL });
    if (general) return general;
    return await fetch(CRISIS);
  } catch {
    return lastResort();
  }
}

function lastResort() {
  const page =
    '<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    "<title>Pärmen</title><h1>Om jag mår sämre</h1>" +
    '<p><a href="tel:1177">Ring 1177</a> för råd om vård.</p><p><a href="tel:112">Ring 112</a> vid fara för liv.</p>';
  return new Response(page, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'",
    },
  });
}

async function fromCacheFirst(request, cacheName) {
  const kept = await caches.match(request, { cacheName });
  return kept ?? fetch(request);
}

// --- a related person's page

function answerRelated(request, url) {
  if (request.mode === "navigate") return sharedPage(request, url);
  return request.method === "GET" ? keptAsset(request) : null;
}

// Online: always the server, so that a share that has ended is gone at once. Offline: the copy that "Visa"
// showed last.
async function sharedPage(request, url) {
  const cache = await caches.open(SHARED);
  const key = url.origin + url.pathname;
  try {
    const response = await fetch(request);
    if (response.status === 410 || response.status === 404) await cache.delete(key);
    else if (response.ok && request.method === "POST" && response.headers.has("X-Parmen-Snapshot")) {
      await cache.put(key, response.clone());
    }
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}

async function keptAsset(request) {
  const cache = await caches.open(SHARED);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
