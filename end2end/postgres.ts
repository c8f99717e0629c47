// A PostgreSQL cluster of a test's own: made with `initdb`, reached by a socket in its own folder, gone afterwards.
// PostgreSQL refuses to run as root; root lends the work to Debian's user `postgres`.
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export class Cluster {
  private constructor(
    private readonly folder: string,
    private readonly bin: string,
  ) {}

  static start(): Cluster {
    const folder = mkdtempSync(path.join(os.tmpdir(), "parmen-pg-e2e-"));
    chmodSync(folder, 0o700);
    if (isRoot()) chownSync(folder, Number(execFileSync("id", ["-u", "postgres"])), -1);
    const cluster = new Cluster(folder, binaries());
    cluster.run("initdb", "-D", cluster.data, "-U", "parmen", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C");
    const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
    cluster.run("pg_ctl", "-D", cluster.data, "-w", "-l", path.join(folder, "log"), "-o", options, "start");
    return cluster;
  }

  // A new empty database; gives its address.
  database(name: string): string {
    this.run("createdb", "-h", this.folder, "-U", "parmen", name);
    return `postgres://parmen@localhost/${name}?host=${encodeURIComponent(this.folder)}`;
  }

  stop(): void {
    this.run("pg_ctl", "-D", this.data, "-m", "immediate", "stop");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return path.join(this.folder, "data");
  }

  private run(tool: string, ...args: string[]): void {
    const program = path.join(this.bin, tool);
    const [command, all] = isRoot() ? ["runuser", ["-u", "postgres", "--", program, ...args]] : [program, args];
    // Not piped: the server that pg_ctl starts would hold the pipe open.
    execFileSync(command, all, { cwd: this.folder, stdio: "ignore" });
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function binaries(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root) : [];
  const found = versions.sort((a, b) => Number(b) - Number(a)).map((version) => path.join(root, version, "bin"));
  const bin = found.find((folder) => existsSync(path.join(folder, "initdb")));
  if (!bin) throw new Error("PostgreSQL is missing: install Debian's package `postgresql`");
  return bin;
}
