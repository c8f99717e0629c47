// A coordinator's device as a test drives it without a screen: through the documented API, so that what a
// stranger's client would send is what is proved.
import { randomBytes } from "node:crypto";

export const TABS = ["contacts", "warning_plan", "plan", "ratings", "meetings"] as const;
export type Right = "read" | "suggest";

export function uuid7(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export interface Me {
  person: string;
  name: string;
  organization: string;
  binders: { id: string; owner_name: string }[];
}

export class Staff {
  private cookie = "";
  private readonly replica = uuid7();
  me!: Me;

  constructor(private readonly origin: string) {}

  async call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: { "Content-Type": "application/json", Origin: this.origin, Cookie: this.cookie },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const set = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-parmen="));
    if (set) this.cookie = set.split(";")[0]!;
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T };
  }

  private async must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, body: answer } = await this.call<T>(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  async signIn(username: string, password: string): Promise<void> {
    this.me = await this.must<Me>("POST", "/session", { username, password });
  }

  async startBinder(ownerName: string): Promise<string> {
    const id = uuid7();
    await this.must("POST", "/binders", { id, owner_name: ownerName });
    return id;
  }

  // One op as this coordinator makes it.
  op(tab: string, entry: string, kind: string, body: unknown, extra: object = {}) {
    return {
      id: uuid7(), tab, entry, audience: { to: "tab" }, author: { person: this.me.person, role: "coordinator" },
      provenance: { how: "coordinator" }, made_at: Date.now(), kind, body, ...extra,
    };
  }

  grant(tab: string, right: Right) {
    const { person, name, organization } = this.me;
    const body = { person, name, organization, tab, right, evidence: "spoken" };
    return this.op("sharing", uuid7(), "grant", body, { audience: { to: "people", people: [person] } });
  }

  async sync(binder: string, ops: unknown[], after = 0) {
    const request = { protocol: 1, replica: this.replica, after, generation: 0, ops };
    return this.must<{ accepted?: unknown[]; refused?: { code: string }[]; ops?: unknown[]; cursor: number;
      checkpoints?: { state: { tab: string; entries: Record<string, unknown> } }[] }>(
      "POST", `/binders/${binder}/sync`, request);
  }

  // A pärm with consent for this coordinator, not yet paired.
  async newBinder(ownerName: string, tabs: readonly string[] = TABS, right: Right = "suggest"): Promise<string> {
    const binder = await this.startBinder(ownerName);
    const answer = await this.sync(binder, tabs.map((tab) => this.grant(tab, right)));
    if (answer.refused?.length) throw new Error(JSON.stringify(answer.refused));
    return binder;
  }

  async pairing(binder: string): Promise<{ link: string; code: string }> {
    return this.must("POST", `/binders/${binder}/pairings`);
  }
}
