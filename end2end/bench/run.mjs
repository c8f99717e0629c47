// `make bench`: measures the budgets and prints them as one table.
//   node bench/run.mjs [--only=PART[,PART]] [--quick]
// --quick measures a handful of everything: it proves that the bench works, and says nothing about the app.
// Everything runs on this machine; what cannot be measured says why, and then the exit status is 1.
import { execFileSync } from "node:child_process";
import os from "node:os";
import process from "node:process";
import { ROWS } from "./budgets.mjs";
import { stopAll } from "./lib/house.mjs";
import { chromiumPath } from "./lib/phone.mjs";

const PARTS = [...new Set(ROWS.map((row) => row.part))];
// A part that hangs must not stop the others from being measured, and the whole ends within ten minutes.
const LONGEST_MS = 150_000;
const ALL_MS = 570_000;

const given = process.argv.slice(2);
const quick = given.includes("--quick");
const only = given.find((word) => word.startsWith("--only="))?.slice("--only=".length).split(",");
const unknown = [...given.filter((word) => word !== "--quick" && !word.startsWith("--only=")),
  ...(only ?? []).filter((part) => !PARTS.includes(part))];
if (unknown.length > 0) {
  console.error(`${unknown.join(", ")}: not understood. --quick, or --only= one or more of ${PARTS.join(", ")}`);
  process.exit(2);
}
if (!process.env.PARMEN_BIN) {
  console.error("PARMEN_BIN names the server to measure, PARMEN_SITE the built phone half: `make bench` sets both");
  process.exit(2);
}

// Parts start servers and browsers, and none of them may outlive the bench: it always ends through `exit`.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

// How many of something: all, or a few in a quick run.
const n = (full, few = 3) => (quick ? Math.min(full, few) : full);

async function measured(part) {
  let late;
  const patience = Math.min(LONGEST_MS, ALL_MS - (Date.now() - began));
  if (patience <= 0) return { why: "no time left" };
  const limit = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`not done within ${Math.round(patience / 1000)} s`)), patience);
  });
  try {
    const { measure } = await import(`./parts/${part}.mjs`);
    return await Promise.race([measure({ n, quick }), limit]);
  } catch (error) {
    return { why: error.message.split("\n")[0], trouble: error };
  } finally {
    clearTimeout(late);
    await stopAll();
  }
}

const written = (value, { digits, unit }) =>
  `${value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`.trim();

function line(row, found) {
  const missing = row.figures.filter(({ key }) => !Number.isFinite(found[key]));
  if (missing.length === row.figures.length) return [row.what, row.budget, `not measured: ${found.why}`, ""];
  const said = row.figures.map((figure) =>
    missing.includes(figure) ? `not measured: ${found.why}` : written(found[figure.key], figure));
  const holds = row.figures.every(({ key, limit, holds }) =>
    holds(found[key], typeof limit === "function" ? limit(found) : limit));
  const judged = !quick && row.figures.some(({ limit }) => limit !== undefined) && missing.length === 0;
  return [row.what, row.budget, said.join(" / "), judged ? (holds ? "ok" : "over") : ""];
}

function print(lines, notes) {
  const head = ["What", "Budget", "Measured", ""];
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((cells) => [...cells[column]].length)));
  const filled = (cell, column) => cell + " ".repeat(widths[column] - [...cell].length);
  const laid = (cells) => cells.map(filled).join(" | ").trimEnd();
  console.log([laid(head), widths.map((width) => "-".repeat(width)).join("-|-"), ...lines.map(laid)].join("\n"));
  if (notes.length > 0) console.log(`\n${notes.map((note) => `- ${note}`).join("\n")}`);
}

const began = Date.now();
const chromium = execFileSync(chromiumPath, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
console.log(`${os.cpus().length} × ${os.cpus()[0]?.model}, load ${os.loadavg()[0].toFixed(1)} before, ` +
  `Node ${process.versions.node}, ${chromium}\n${process.env.PARMEN_BIN}\n`);
const lines = [];
const notes = [];
for (const part of PARTS.filter((part) => only?.includes(part) ?? true)) {
  process.stderr.write(`measuring ${part} …\n`);
  const found = await measured(part);
  if (found.trouble) process.stderr.write(`${found.trouble.stack}\n`);
  lines.push(...ROWS.filter((row) => row.part === part).map((row) => line(row, found)));
  notes.push(...(found.notes ?? []).map((note) => `${part}: ${note}`));
}
if (quick) notes.unshift("A quick run: a handful of everything. These figures say nothing about the app.");
print(lines, notes);
console.log(`\n${((Date.now() - began) / 1000).toFixed(0)} s, load ${os.loadavg()[0].toFixed(1)} after`);
// Not by itself: a part that hung may still hold something open.
process.exit(lines.some((cells) => cells[2].includes("not measured")) ? 1 : 0);
