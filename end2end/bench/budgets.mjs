// The budgets of the design (§10), as rows of one table. A part measures the figures that its rows name; a
// row without a limit is there to be read beside the others.
const most = (key, limit, unit, digits = 0) => ({ key, limit, unit, digits, holds: (value, cap) => value <= cap });
const least = (key, limit, unit, digits = 0) => ({ key, limit, unit, digits, holds: (value, cap) => value >= cap });
const told = (key, unit, digits = 0) => ({ key, unit, digits, holds: () => true });

// What a disk can do differs from minute to minute, so what waits for it is judged beside it.
const overDisk = (key, ms) => most(key, (found) => found.disk + ms, "ms", 2);

export const ROWS = [
  {
    part: "first-page", what: "First page: downloaded / of it wasm / requests",
    budget: "≤ 300 KB / ≤ 220 KB / ≤ 12",
    figures: [most("bytes", 300, "KB", 1), most("wasm", 220, "KB", 1), most("requests", 12, "")],
  },
  { part: "first-page", what: "Precache after it", budget: "≤ 150 KB", figures: [most("precache", 150, "KB", 1)] },
  {
    part: "first-page", what: "First paint / can type and tap / blocked in between",
    budget: "≤ 1.0 s / ≤ 3.0 s / ≤ 200 ms",
    figures: [most("paint", 1, "s", 2), most("ready", 3, "s", 2), most("blocked", 200, "ms")],
  },
  {
    part: "installed", what: "Installed pärm, offline: first paint / own content",
    budget: "≤ 0.5 s / ≤ 1.0 s", figures: [most("paint", 0.5, "s", 2), most("own", 1, "s", 2)],
  },
  { part: "installed", what: "Crisis view, offline", budget: "≤ 0.4 s", figures: [most("crisis", 0.4, "s", 2)] },
  {
    part: "taps", what: "Tap to next paint, p75, 500 entries and 5,000 ops", budget: "≤ 100 ms",
    figures: [most("inp", 100, "ms")],
  },
  {
    part: "taps", what: "One edit saved in IndexedDB, strict, p50", budget: "≤ 50 ms",
    figures: [most("saved", 50, "ms", 1)],
  },
  {
    part: "taps", what: "Bytes of one edit up / down", budget: "≤ 700 / ≤ 200",
    figures: [most("up", 700, ""), most("down", 200, "")],
  },
  {
    part: "overview", what: "60 pärmar of 5,000 ops, offline: first paint / all said / tap, p75",
    budget: "≤ 0.5 s / ≤ 1.0 s / ≤ 100 ms", figures: [most("paint", 0.5, "s", 2), most("own", 1, "s", 2), most("inp", 100, "ms")],
  },
  { part: "fold", what: "Fold of 5,000 ops in wasm, CPU ×1", budget: "≤ 50 ms", figures: [most("fold", 50, "ms", 1)] },
  { part: "edit", what: "The disk itself: fdatasync p50, meanwhile", budget: "", figures: [told("disk", "ms", 2)] },
  {
    part: "edit", what: "One edit durable, one client, p50 / p99", budget: "the disk + 0.7 ms / + 8 ms",
    figures: [overDisk("p50", 0.7), overDisk("p99", 8)],
  },
  {
    part: "load", what: "Durable edits a second, 32 clients / server CPU each", budget: "≥ 2,500 / ≤ 0.15 ms",
    figures: [least("rate", 2500, "/s"), most("cpu", 0.15, "ms", 3)],
  },
  { part: "load", what: "The disk itself: fdatasync p50, before and after", budget: "", figures: [told("disk", "ms", 2)] },
  {
    part: "postgres", what: "The same on PostgreSQL", budget: "told only",
    figures: [told("rate", "/s"), told("cpu", "ms", 3)],
  },
  {
    part: "first-sync", what: "First sync of 300 entries: p50 / server CPU / down",
    budget: "≤ 6 ms / ≤ 3 ms / ≤ 45 KB",
    figures: [most("p50", 6, "ms", 1), most("cpu", 3, "ms", 2), most("down", 45, "KB", 1)],
  },
  {
    part: "live", what: "Until the other device has an edit, p50 / p95", budget: "≤ 5 ms / ≤ 15 ms",
    figures: [most("p50", 5, "ms", 2), most("p95", 15, "ms", 2)],
  },
  { part: "live", what: "The disk itself: fdatasync p50, before and after", budget: "", figures: [told("disk", "ms", 2)] },
  {
    part: "memory", what: "Server memory: idle / 1,000 pärmar / 1,000 phones", budget: "≤ 25 / ≤ 60 / ≤ 150 MB",
    figures: [most("idle", 25, "MB"), most("binders", 60, "MB"), most("phones", 150, "MB")],
  },
  { part: "restart", what: "SIGKILL until it serves again", budget: "≤ 300 ms", figures: [most("again", 300, "ms")] },
  {
    part: "related", what: "A related person's page: downloaded / first byte", budget: "≤ 30 KB / ≤ 20 ms",
    figures: [most("bytes", 30, "KB", 1), most("first", 20, "ms", 2)],
  },
];
