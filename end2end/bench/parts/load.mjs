// 32 phones write at the same time, on SQLite.
import { herd } from "../lib/herd.mjs";

export const measure = (bench) => herd(bench);
