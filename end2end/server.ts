// One Pärmen server of a test's own: a temporary folder, a free port, the demo's fictional pärmar.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface Demo {
  coordinators: { username: string; password: string; name: string }[];
  binders: { id: string; owner_name: string; pairing_link: string; pairing_code: string }[];
  shares: { link: string; code: string | null }[];
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = net.createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });

export class Server {
  private process?: ChildProcess;
  readonly logs: string[] = [];

  private constructor(
    readonly url: string,
    readonly folder: string,
    readonly env: NodeJS.ProcessEnv, // what it reads when it starts
    private readonly bin: string,
  ) {}

  static async make(database?: { url: string; keys: string }): Promise<Server> {
    const folder = mkdtempSync(path.join(os.tmpdir(), "parmen-e2e-"));
    const port = await freePort();
    const bin = process.env.PARMEN_BIN;
    if (!bin) throw new Error("PARMEN_BIN names the server binary; `. scripts/env` sets it");
    const url = `http://localhost:${port}`;
    const env = {
      ...process.env,
      PARMEN_ADDR: `127.0.0.1:${port}`,
      PARMEN_ORIGIN: url,
      DATABASE_URL: database?.url ?? `sqlite://${folder}/parmen.db`,
      PARMEN_KEYS_URL: database?.keys ?? `sqlite://${folder}/keys.db`,
      PARMEN_SERVER_KEY: Buffer.alloc(32, 7).toString("base64"),
      PARMEN_PUSH_LOOPBACK: "1", // reminders may go to a push service of the journey's own
      RUST_LOG: "info",
    };
    return new Server(url, folder, env, bin);
  }

  // The command line, in the same store as the server.
  run(...args: string[]): string {
    return execFileSync(this.bin, args, { env: this.env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  // The same for a command that reads from standard input.
  runWith(input: string, ...args: string[]): string {
    return execFileSync(this.bin, args, { env: this.env, encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"] });
  }

  // A new local account, so that no other journey's is changed.
  account(username: string, name: string): { username: string; password: string; name: string } {
    const password = "gröt under tre lindar";
    this.runWith(`${password}\n`, "coordinator", "add", "--username", username, "--name", name, "--organization", "Psykosvård Öster");
    return { username, password, name };
  }

  demo(): Demo {
    return JSON.parse(this.run("demo", "--json"));
  }

  // Sets aside what is stored now, for `renew`. Not while it runs.
  keep(): void {
    rmSync(this.kept, { recursive: true, force: true });
    cpSync(this.folder, this.kept, { recursive: true });
  }

  // As it was when it was kept, and running.
  async renew(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
    cpSync(this.kept, this.folder, { recursive: true });
    await this.start();
  }

  private get kept(): string {
    return `${this.folder}-kept`;
  }

  async start(): Promise<void> {
    if (this.process) return;
    const child = spawn(this.bin, ["serve"], { env: this.env, stdio: ["ignore", "pipe", "pipe"] });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => this.logs.push(chunk.toString()));
    }
    const deadline = Date.now() + 30_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server stopped:\n${this.logs.join("")}`);
      const answer = await fetch(`${this.url}/api/v1/health`).catch(() => undefined);
      if (answer?.ok) return;
      if (Date.now() > deadline) throw new Error(`the server does not answer:\n${this.logs.join("")}`);
      await pause(50); // the machine has other things to do while it starts
    }
  }

  // SIGKILL: what was acknowledged must be there afterwards.
  async kill(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  async dispose(): Promise<void> {
    await this.kill();
    for (const folder of [this.folder, this.kept]) rmSync(folder, { recursive: true, force: true });
  }
}
