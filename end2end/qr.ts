// Reads the QR code on the coordinator's screen as a phone's camera would, from the modules it is drawn with.
// Enough of ISO 18004 for what we draw: level M, byte mode, versions 1–10; a drawing has no damage to correct.

// Per version: data codewords of each block at level M.
const BLOCKS = [
  [16], [28], [44], [32, 32], [43, 43], [27, 27, 27, 27], [31, 31, 31, 31], [38, 38, 39, 39],
  [36, 36, 36, 37, 37], [43, 43, 43, 43, 44],
];
const ALIGNED = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

// The dark modules of a path made of one-module-high rectangles.
function modules(path: string): boolean[][] {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map(([, x, y, width]) => [+x!, +y!, +width!]);
  const size = Math.max(...runs.map(([, y]) => y!)) + 1;
  const dark = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [x, y, width] of runs) dark[y!]!.fill(true, x, x! + width!);
  return dark;
}

function isFunction(x: number, y: number, size: number, version: number): boolean {
  const end = size - 1;
  const finder = (x <= 8 && y <= 8) || (x >= end - 7 && y <= 8) || (x <= 8 && y >= end - 7);
  const versioned = version >= 7 && ((x >= end - 10 && y <= 5) || (x <= 5 && y >= end - 10));
  const centres = ALIGNED[version - 1]!;
  const last = centres.at(-1);
  const aligned = centres.some((cx) =>
    centres.some((cy) => {
      const underFinder = (cx === 6 && cy === 6) || (cx === 6 && cy === last) || (cx === last && cy === 6);
      return !underFinder && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2;
    }));
  return finder || versioned || aligned || x === 6 || y === 6;
}

export function readQr(path: string): string {
  const dark = modules(path);
  const size = dark.length;
  const version = (size - 17) / 4;
  const blocks = BLOCKS[version - 1];
  if (!blocks) throw new Error(`a code of ${size} modules`);
  // Format bits 14–10 lie in row 8, columns 0–4: two for the level, three for the mask.
  const format = [0, 1, 2, 3, 4].reduce((bits, x) => (bits << 1) | Number(dark[8]![x]), 0) ^ 0b10101;
  if (format >> 3 !== 0) throw new Error("not level M");
  const mask = MASKS[format & 7]!;

  const bits: boolean[] = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFunction(x, y, size, version)) bits.push(dark[y]![x]! !== mask(x, y));
      }
    }
  }
  const codewords: number[] = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) {
    codewords.push(bits.slice(at, at + 8).reduce((byte, bit) => (byte << 1) | Number(bit), 0));
  }

  // The blocks lie interleaved.
  const data: number[][] = blocks.map(() => []);
  let next = 0;
  for (let row = 0; row < Math.max(...blocks); row++) {
    blocks.forEach((length, block) => {
      if (row < length) data[block]!.push(codewords[next++]!);
    });
  }
  const stream = data.flat().map((byte) => byte.toString(2).padStart(8, "0")).join("");
  if (stream.slice(0, 4) !== "0100") throw new Error("not byte mode");
  const counted = version < 10 ? 8 : 16;
  const length = Number.parseInt(stream.slice(4, 4 + counted), 2);
  const bytes = Array.from({ length }, (_, index) => {
    const from = 4 + counted + index * 8;
    return Number.parseInt(stream.slice(from, from + 8), 2);
  });
  return Buffer.from(bytes).toString("utf8");
}
