// The closing line of `make test`: adds up what each runner said. count.mjs FOLDER [PART_THAT_FAILED…]
// A part that failed without a failing test (a lint, a build) is counted as one failure and named.

import fs from "node:fs";
import path from "node:path";

// A journey that fails sometimes is a defect and is named. This many of them do not hold back everything else.
const FEW = 3;

const [folder, ...failedParts] = process.argv.slice(2);
const read = (name) => { try { return fs.readFileSync(path.join(folder, name), "utf8"); } catch { return ""; } };
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");
let passed = 0;
let failed = 0;
const failedByPart = {};

function count(part, good, bad) {
  passed += good;
  failed += bad;
  failedByPart[part] = (failedByPart[part] ?? 0) + bad;
}

for (const part of ["check", "browser"]) {
  const text = plain(read(`${part}.log`));
  // nextest: "Summary [ 1.2s] 40 tests run: 38 passed (1 slow), 1 failed, 1 timed out, 2 skipped"
  for (const [, rest] of text.matchAll(/Summary \[.*?\] +\d+(?:\/\d+)? tests? run: (.*)/g)) {
    const number = (word) => Number(rest.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
    count(part, number("passed"), number("failed") + number("timed out") + number("exec failed"));
  }
  // cargo test and wasm-bindgen: "test result: ok. 12 passed; 0 failed; …"
  for (const [, good, bad] of text.matchAll(/test result: .*? (\d+) passed; (\d+) failed/g)) count(part, Number(good), Number(bad));
}
const journeys = read("journeys.json");
if (journeys) {
  const { stats, suites } = JSON.parse(journeys);
  count("journeys", stats.expected + stats.flaky, stats.unexpected);
  const inside = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(inside)];
  const again = suites.flatMap(inside).filter((spec) => spec.tests.some(({ status }) => status === "flaky"));
  for (const { file, line, title } of again) console.log(`passed only when tried again: ${file}:${line} ${title}`);
  if (again.length > FEW) failedParts.push(`${again.length} journeys that passed only when tried again, more than ${FEW}`);
}
for (const part of failedParts.filter((part) => !failedByPart[part])) {
  failed += 1;
  console.log(`failed outside any test: ${part}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
