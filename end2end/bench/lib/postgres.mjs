// A PostgreSQL cluster of the bench's own, on a socket in its own folder, with fsync on as it is delivered.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { forget, keep } from "./house.mjs";

const VERSIONS = "/usr/lib/postgresql";
const PATIENCE_MS = 30_000;

// The newest one installed, if there is any.
function binaries() {
  const found = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(a) - Number(b)) : [];
  const folders = found.map((version) => path.join(VERSIONS, version, "bin"));
  return folders.filter((bin) => existsSync(path.join(bin, "initdb"))).pop();
}

export class Postgres {
  #child;

  static async start() {
    const bin = binaries();
    if (!bin) throw new Error("PostgreSQL is not installed (Debian's package `postgresql`)");
    const cluster = new Postgres();
    cluster.bin = bin;
    // A socket's address must be short: not the repository's folder.
    cluster.folder = mkdtempSync(path.join(os.tmpdir(), "parmen-pg-"));
    keep(cluster);
    chmodSync(cluster.folder, 0o700);
    if (process.getuid() === 0) {
      const [uid, gid] = ["-u", "-g"].map((of) => Number(execFileSync("id", [of, "postgres"])));
      chownSync(cluster.folder, uid, gid);
      cluster.who = { uid, gid };
    }
    const data = path.join(cluster.folder, "data");
    cluster.#run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]);
    const settings = ["listen_addresses=", "max_connections=200", `unix_socket_directories=${cluster.folder}`];
    cluster.#child = spawn(path.join(bin, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
      { ...cluster.who, cwd: "/", stdio: "ignore" });
    const deadline = performance.now() + PATIENCE_MS;
    while (!cluster.#answers()) {
      if (cluster.#child.exitCode !== null || performance.now() > deadline) throw new Error("PostgreSQL does not start");
    }
    return cluster;
  }

  #run(program, words) {
    return execFileSync(path.join(this.bin, program), words, { ...this.who, cwd: "/", stdio: "pipe" });
  }

  #answers() {
    try {
      this.#run("pg_isready", ["-h", this.folder, "-U", "postgres"]);
      return true;
    } catch {
      return false;
    }
  }

  // A new database; gives its address.
  database(name) {
    this.#run("createdb", ["-h", this.folder, "-U", "postgres", name]);
    return `postgres://postgres@localhost/${name}?host=${this.folder}`;
  }

  async dispose() {
    forget(this);
    if (this.#child && this.#child.exitCode === null) {
      const gone = new Promise((resolve) => this.#child.once("exit", resolve));
      this.#child.kill("SIGQUIT");
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  drop() {
    this.#child?.kill("SIGQUIT");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
