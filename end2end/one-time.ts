// The app on somebody's phone that makes one-time codes: RFC 6238 with SHA-1, six digits and half a minute.
import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const now = () => Math.floor(Date.now() / 30_000);

export class AppOfCodes {
  private readonly secret: Buffer;
  private last = 0; // the half minute whose code was given last

  constructor(key: string) {
    const bits = [...key.replace(/\s/g, "")].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, "0")).join("");
    this.secret = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  }

  // A code that was not given before. The server takes that of the half minute to come, too, so it seldom waits.
  async code(): Promise<string> {
    const step = Math.max(this.last + 1, now());
    while (step > now() + 1) await pause(250);
    this.last = step;
    return this.at(step);
  }

  // Six digits that are no code of these minutes.
  wrong(): string {
    const near = Array.from({ length: 21 }, (_, n) => this.at(now() + n - 10));
    return Array.from({ length: 30 }, (_, n) => String(n).padStart(6, "0")).find((code) => !near.includes(code))!;
  }

  private at(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", this.secret).update(counter).digest();
    const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}
