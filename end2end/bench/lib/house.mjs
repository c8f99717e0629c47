// The server that is measured: a folder on the real disk (the system's temporary folder may be memory), a free
// port on loopback, and what /proc says about the process.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { Wire } from "./wire.mjs";

const TARGET = path.resolve(import.meta.dirname, "../../../target");
const PATIENCE_MS = 30_000;
// The kernel counts CPU time in hundredths of a second on every Linux that Node runs on.
const TICK_MS = 10;
const open = new Set();

// Ends everything that a part has started and not ended.
export async function stopAll() {
  await Promise.all([...open].map((thing) => thing.dispose()));
}

// The same where nothing can be waited for any more: the bench has been interrupted. A browser goes by itself.
process.once("exit", () => open.forEach((thing) => thing.drop?.()));

// Something with `dispose()` that must not outlive the part; with `drop()` if it would outlive the bench.
export function keep(thing) {
  open.add(thing);
  return thing;
}

export function forget(thing) {
  open.delete(thing);
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

export class House {
  #process;
  #env;
  #logs = [];

  // `stores` may name other databases than files in a folder of its own.
  static async make(stores) {
    const house = new House();
    mkdirSync(TARGET, { recursive: true });
    house.folder = mkdtempSync(path.join(TARGET, "bench-"));
    keep(house);
    const port = await freePort();
    house.origin = `http://localhost:${port}`;
    house.#env = {
      ...process.env,
      PARMEN_ADDR: `127.0.0.1:${port}`, PARMEN_ORIGIN: house.origin,
      DATABASE_URL: stores?.data ?? `sqlite://${house.folder}/parmen.db`,
      PARMEN_KEYS_URL: stores?.keys ?? `sqlite://${house.folder}/keys.db`,
      PARMEN_SERVER_KEY: Buffer.alloc(32, 7).toString("base64"),
      RUST_LOG: "warn",
    };
    return house;
  }

  // The command line, on the same store.
  run(words, input) {
    return execFileSync(process.env.PARMEN_BIN, words, { env: this.#env, encoding: "utf8", input });
  }

  // An account that can sign in.
  account() {
    const [username, password] = ["bench", "granit lampa sju tåg"];
    this.run(["coordinator", "add", "--username", username, "--name", "Anna Berg", "--organization", "Öster"], password);
    return { username, password };
  }

  // Starts it and waits until it answers. Asks again at once after each refusal: there is nothing to sleep for.
  async start() {
    const child = spawn(process.env.PARMEN_BIN, ["serve"], { env: this.#env, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (chunk) => this.#logs.push(chunk.toString()));
    this.#process = child;
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server stopped: ${this.#logs.join("").slice(-2000)}`);
      if (performance.now() > deadline) throw new Error("the server does not answer");
      const wire = await Wire.open(this.origin).catch(() => undefined);
      if (!wire) continue;
      const { status } = await wire.request("GET", "/api/v1/health").catch(() => ({ status: 0 }));
      wire.close();
      if (status === 200) return this;
    }
  }

  async kill() {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  async dispose() {
    forget(this);
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  drop() {
    this.#process?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  // CPU time that the server has used so far, in milliseconds; of its own threads only.
  cpu() {
    const stat = readFileSync(`/proc/${this.#process.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  // Memory in use now, in bytes.
  memory() {
    const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#process.pid}/status`, "utf8")) ?? [];
    return Number(kib) * 1024;
  }
}
