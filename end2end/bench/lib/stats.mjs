// Figures from many measurements, and what the disk can do by itself.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

// The value that this share of all measurements does not exceed.
export function percentile(values, share) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values) => percentile(values, 0.5);

// How long this folder's disk takes to make a page of 4 KiB at the end of a file durable, in milliseconds:
// what every durable edit waits for at least.
export function disk(folder, times) {
  const file = path.join(folder, `disk-${process.pid}`);
  const handle = openSync(file, "w");
  const page = Buffer.alloc(4096, 1);
  const took = [];
  try {
    for (let at = 0; at < times; at += 1) {
      writeSync(handle, page);
      const began = performance.now();
      fdatasyncSync(handle);
      took.push(performance.now() - began);
    }
  } finally {
    closeSync(handle);
    rmSync(file);
  }
  return took;
}

// The same work by several hands: `work` is called with 0, 1, … until `times` is reached.
export async function together(hands, times, work) {
  let next = 0;
  const hand = async (number) => {
    while (next < times) {
      const turn = next;
      next += 1;
      await work(turn, number);
    }
  };
  await Promise.all(Array.from({ length: hands }, (_, number) => hand(number)));
}

export const KB = 1000;
export const MB = 1_000_000;
