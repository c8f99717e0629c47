// Packs the site folder: wasm, its JavaScript, the CSS and public/, with content-hashed names and a .br and
// .gz beside each file, and assets.json, which maps each logical name to its address. The server reads the
// map at start; nobody else needs to know a hash. Called by scripts/build.
//
// What keeps its own address, because a browser or an installed phone looks for it there: files named in
// `fixed`. Everything else in public/ is addressed by content under /assets/ and may be cached for ever.
// CSS names a file by its path in public/ (`url("/fonts/x.woff2")`); an address that is not there is an error.

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import zlib from "node:zlib";
import { createRequire } from "node:module";

const { values: args } = parseArgs({
  options: Object.fromEntries(["web", "name", "style", "public", "site", "assets"].map((k) => [k, { type: "string" }])),
});
const fixed = [/^sw\.js$/, /^boot\.js$/, /^manifest\.webmanifest$/, /^robots\.txt$/, /^favicon\.ico$/, /^icons\.svg$/, /^icons\//, /^screenshots\//, /^\.well-known\//];
const alreadyCompressed = /\.(woff2|png|jpg|webp|avif|ico|gz|br)$/;

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
const filesIn = (folder) =>
  !fs.existsSync(folder) ? [] : fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

// Same inputs as last time, same site: nothing to do.
const inputs = [import.meta.filename, ...[args.web, args.public, path.dirname(args.style)]
  .flatMap((folder) => filesIn(folder).map((name) => path.join(folder, name)))];
const mark = hash(inputs.map((file) => `${path.basename(file)} ${hash(fs.readFileSync(file))}\n`).join(""));
const stamp = `${args.site}.inputs`;
if (fs.existsSync(args.site) && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === mark) process.exit(0);

// A new folder that takes the old one's place at the end: a running server never sees half a site.
const site = `${args.site}.part`;
fs.rmSync(site, { recursive: true, force: true });
const assets = {};

function write(address, bytes) {
  const file = path.join(site, address);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  if (alreadyCompressed.test(file)) return;
  const quality = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, { params: quality }));
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
}

function add(name, bytes) {
  const { dir, name: stem, ext } = path.posix.parse(name);
  const address = fixed.some((pattern) => pattern.test(name))
    ? `/${name}`
    : `/${path.posix.join(args.assets, dir, `${stem}.${hash(bytes).slice(0, 12)}${ext}`)}`;
  write(address, bytes);
  assets[name] = address;
}

for (const name of filesIn(args.public)) add(name, fs.readFileSync(path.join(args.public, name)));

// The app's scripts and the parts of its wasm name each other by relative path, so they share a folder that
// carries the hash of them all.
const web = filesIn(args.web).map((name) => [name, fs.readFileSync(path.join(args.web, name))]);
const together = hash(web.map(([name, bytes]) => `${name} ${hash(bytes)}\n`).join("")).slice(0, 12);
for (const [name, bytes] of web) {
  const address = `/${args.assets}/${args.name}.${together}/${name}`;
  write(address, bytes);
  const known = { [`${args.name}.js`]: `${args.name}.js`, [`${args.name}_bg.wasm`]: `${args.name}.wasm` };
  assets[known[name] ?? `${args.name}/${name}`] = address;
}

// Each file in style/ that imports others is a bundle: main.css becomes app.css, the rest keep their names.
const styles = path.dirname(args.style);
const { bundle } = createRequire(new URL("npm/package.json", import.meta.url))("lightningcss");
// Phones of the last five years; the version as lightningcss counts, major << 16 | minor << 8.
const targets = { chrome: 96 << 16, firefox: 100 << 16, safari: (15 << 16) | (4 << 8), ios_saf: (15 << 16) | (4 << 8) };

for (const name of fs.existsSync(styles) ? fs.readdirSync(styles).sort() : []) {
  const filename = path.join(styles, name);
  if (!name.endsWith(".css") || !/^@import /m.test(fs.readFileSync(filename, "utf8"))) continue;
  const { code, warnings } = bundle({ filename, minify: true, targets });
  for (const warning of warnings) console.error(`${filename}: ${warning.message}`);
  const css = code.toString().replace(/url\((["']?)(\/[^"')#]+)(#[^"')]*)?\1\)/g, (_, quote, address, fragment = "") => {
    const found = assets[address.slice(1)];
    if (!found) throw new Error(`${filename}: ${address} is not in ${args.public}/`);
    return `url(${found}${fragment})`;
  });
  add(filename === path.normalize(args.style) ? `${args.name}.css` : name, Buffer.from(css));
}

fs.writeFileSync(path.join(site, "assets.json"), JSON.stringify(assets, null, 2) + "\n");
fs.rmSync(args.site, { recursive: true, force: true });
fs.mkdirSync(path.dirname(args.site), { recursive: true });
fs.renameSync(site, args.site);
fs.writeFileSync(stamp, mark);

// What a phone downloads, in the unit of the budget (design §10).
const size = (name) => (assets[name] ? fs.statSync(path.join(args.site, `${assets[name]}.br`)).size / 1000 : 0);
const [js, wasm, css] = ["js", "wasm", "css"].map((kind) => size(`${args.name}.${kind}`));
const later = Object.keys(assets).filter((name) => /^[^/]+\/.*\.wasm$/.test(name)).reduce((sum, name) => sum + size(name), 0);
console.log(`${args.site}: wasm ${wasm.toFixed(0)} kB and later ${later.toFixed(0)} kB, ` +
  `js ${js.toFixed(0)} kB, css ${css.toFixed(0)} kB (brotli)`);
