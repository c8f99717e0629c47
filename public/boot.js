// Starts the page: the reader's looks, Trusted Types, the app, the worker. All hand-written script is here and in sw.js.

// The framework makes elements from its own templates; words from the pärm never go that way (a lint bans it).
if (window.trustedTypes) {
  trustedTypes.createPolicy("default", {
    createHTML: (html) => html,
    createScriptURL: (url) => {
      if (new URL(url, location.href).href === location.origin + "/sw.js") return url;
      throw new TypeError("not a script of this app");
    },
  });
}

// Before the first paint can differ from them.
const html = document.documentElement;
for (const name of ["theme", "text", "frame", "locked"]) {
  try {
    const value = JSON.parse(localStorage.getItem(`parmen.${name}`));
    if (value) html.setAttribute(`data-${name}`, value);
  } catch {
    // No wish.
  }
}
// Without the app the owner's bar leads to "Om jag mår sämre".
const ownFrame = () => html.setAttribute("data-frame", "own");
if (!html.dataset.frame) ownFrame();

const related = location.pathname.startsWith("/dela/");

const isChoice = ({ control }) => /^(radio|checkbox)$/.test(control?.type);
let tapped;
function hear({ target }) {
  const near = target.closest("button, label");
  if (near && (near.localName === "button" || isChoice(near))) tapped = near;
}

async function startApp() {
  const script = document.querySelector('link[rel="modulepreload"]');
  const wasm = document.querySelector('link[rel="preload"][as="fetch"]');
  if (!script || !wasm) return;
  const app = await import(script.href);
  await app.default({ module_or_path: wasm.href });
  await app.fetch_for(location.pathname);
  // This script does not wait for the page to be read, but the app takes the place of all of it.
  if (document.readyState === "loading") await new Promise((read) => addEventListener("DOMContentLoaded", read));
  // The app takes the shell's place. What was typed there meanwhile, where, and what was tapped last come along.
  const typed = [...document.querySelectorAll("input[id]")].map(({ id, value }) => [id, value]);
  const place = document.activeElement.id;
  const tap = tapped && { words: tapped.textContent, checked: tapped.control?.checked };
  removeEventListener("click", hear);
  app.start();
  await new Promise((made) => setTimeout(made));
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (!field || !value || field.value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (place && document.activeElement === document.body) document.getElementById(place)?.focus();
  const same = [...document.querySelectorAll("button, label")].filter(({ textContent }) => textContent === tap?.words);
  // A choice that stands as it was left is not tapped again.
  if (same.length === 1 && !(isChoice(same[0]) && same[0].control.checked === tap.checked)) same[0].click();
}

async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  // The worker reads no cookies.
  const settings = await caches.open("parmen-settings");
  if (!(await settings.match("/lang"))) await settings.put("/lang", new Response(html.lang));
  const registration = await navigator.serviceWorker.register("/sw.js", {
    scope: related ? "/dela/" : "/",
    updateViaCache: "none",
  });
  // A version that waits is taken when a page has just opened: never inside a form.
  if (registration.waiting && registration.active) {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage("take over");
  }
  // A page that came before the worker is none of its pages, until it asks to be.
  const { active } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) active.postMessage("claim");
}

if (!related) {
  // The app answers its forms itself; one that is sent before it is there would leave the page.
  addEventListener("submit", (event) => event.preventDefault());
  addEventListener("click", hear);
  startApp().catch((fault) => {
    ownFrame();
    throw fault;
  });
}
// The precache comes after the first page, not beside it.
if (document.readyState === "complete") startWorker();
else addEventListener("load", startWorker, { once: true });

// The browser may offer to install before the app listens.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.parmenInstall = event;
});
