// What Chromium printed, read from the file itself: how many papers, and where the straight lines lie on them.
import { inflateSync } from "node:zlib";

export interface Printed {
  papers: number;
  // The edges of everything that is drawn as a rectangle, in millimetres from the paper's left lower corner.
  boxes: { left: number; bottom: number; width: number; height: number }[];
}

type Matrix = [number, number, number, number, number, number];
const POINT = 25.4 / 72;

const times = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix =>
  [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];

function boxesOf(content: string): Printed["boxes"] {
  const boxes: Printed["boxes"] = [];
  const saved: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let numbers: number[] = [];
  for (const token of content.split(/\s+/)) {
    if (/^[-+]?[\d.]+$/.test(token)) {
      numbers.push(Number(token));
      continue;
    }
    if (token === "q") saved.push(matrix);
    if (token === "Q") matrix = saved.pop() ?? matrix;
    if (token === "cm") matrix = times(numbers.slice(-6) as Matrix, matrix);
    if (token === "re") {
      const [x, y, width, height] = numbers.slice(-4) as [number, number, number, number];
      const at = (px: number, py: number) => [px * matrix[0] + py * matrix[2] + matrix[4], px * matrix[1] + py * matrix[3] + matrix[5]];
      const [from, to] = [at(x, y), at(x + width, y + height)];
      boxes.push({
        left: Math.min(from[0]!, to[0]!) * POINT, bottom: Math.min(from[1]!, to[1]!) * POINT,
        width: Math.abs(to[0]! - from[0]!) * POINT, height: Math.abs(to[1]! - from[1]!) * POINT,
      });
    }
    numbers = [];
  }
  return boxes;
}

export function readPdf(pdf: Buffer): Printed {
  const text = pdf.toString("latin1");
  const boxes: Printed["boxes"] = [];
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const from = match.index + match[0].length;
    const to = text.indexOf("endstream", from);
    try {
      boxes.push(...boxesOf(inflateSync(pdf.subarray(from, to)).toString("latin1")));
    } catch {
      continue; // a font, or a picture
    }
  }
  return { papers: (text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, boxes };
}
