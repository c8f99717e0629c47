// The fuzzer's corpus: in git one file per target, a line per input (a JSON string whose characters are the bytes),
// for the fuzzer a folder of files: corpus.mjs unpack|pack FILE FOLDER. The golden files, each on one line, are where
// it begins: corpus.mjs seeds FOLDER FOLDER
import fs from "node:fs";
import path from "node:path";

const [how, file, folder] = process.argv.slice(2);
if (how === "unpack") {
  fs.mkdirSync(folder, { recursive: true });
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  lines.forEach((line, n) => fs.writeFileSync(path.join(folder, String(n)), Buffer.from(JSON.parse(line), "latin1")));
} else if (how === "pack") {
  const inputs = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), "latin1"));
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, inputs.sort().map((input) => `${JSON.stringify(input)}\n`).join(""));
} else if (how === "seeds") {
  fs.mkdirSync(folder, { recursive: true });
  const tabs = {};
  for (const name of fs.readdirSync(file)) {
    const json = JSON.parse(fs.readFileSync(path.join(file, name), "utf8"));
    fs.writeFileSync(path.join(folder, name), JSON.stringify(json));
    if (name.startsWith("op_")) (tabs[json.tab] ??= []).push(JSON.stringify(json));
  }
  // What meets in a tab, on lines.
  for (const [tab, ops] of Object.entries(tabs)) fs.writeFileSync(path.join(folder, `${tab}.jsonl`), ops.join("\n"));
} else {
  console.error("corpus.mjs unpack|pack FILE FOLDER, or seeds FOLDER FOLDER");
  process.exitCode = 2;
}
