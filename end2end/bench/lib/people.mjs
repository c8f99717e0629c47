// A coordinator's and an owner's device, driven through the documented API by one kept-alive connection each.
import { House } from "./house.mjs";
import { uuid7 } from "./life.mjs";
import { Wire } from "./wire.mjs";

export const TABS = ["contacts", "warning_plan", "plan", "ratings", "meetings"];
// What Chromium sends to an https address.
export const CODINGS = "gzip, deflate, br, zstd";
// The most ops one request may carry.
const OPS_MAX = 500;

export class Device {
  #wire;
  #headers;
  replica = uuid7();
  cursor = 0;
  generation = 0;

  static async of(origin) {
    const device = new this();
    device.origin = origin;
    device.#wire = await Wire.open(origin);
    device.#headers = { "Content-Type": "application/json", Origin: origin };
    return device;
  }

  // The same session on another connection, with an empty copy.
  async again() {
    const again = await this.constructor.of(this.origin);
    again.#headers = { ...this.#headers };
    again.me = this.me;
    return again;
  }

  get cookie() {
    return this.#headers.Cookie;
  }

  get author() {
    return { person: this.me.person, role: this.me.role };
  }

  // The answer as it came over the wire.
  async send(method, path, body, headers = {}) {
    const answer = await this.#wire.request(method, `/api/v1${path}`, {
      headers: { ...this.#headers, ...headers }, body: body === undefined ? "" : JSON.stringify(body),
    });
    const [, cookie] = /^(__Host-parmen=[^;]*)/.exec(answer.header("set-cookie") ?? "") ?? [];
    if (cookie) this.#headers.Cookie = cookie;
    return answer;
  }

  async ask(method, path, body) {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return answer.body.length > 0 ? JSON.parse(answer.body) : undefined;
  }

  round(ops) {
    return { protocol: 1, replica: this.replica, after: this.cursor, generation: this.generation, ops };
  }

  // One round of sync; every op must be taken.
  async sync(binder, ops = []) {
    const answer = await this.ask("POST", `/binders/${binder}/sync`, this.round(ops));
    if (answer.refused?.length > 0) throw new Error(`refused: ${JSON.stringify(answer.refused[0])}`);
    this.cursor = answer.cursor;
    this.generation = answer.generation;
    return answer;
  }

  async bring(binder, ops) {
    for (let at = 0; at < ops.length; at += OPS_MAX) await this.sync(binder, ops.slice(at, at + OPS_MAX));
  }

  close() {
    this.#wire.close();
  }
}

export class Staff extends Device {
  static async signedIn(house, account) {
    const staff = await Staff.of(house.origin);
    staff.me = await staff.ask("POST", "/session", account);
    return staff;
  }

  // A pärm with consent for this coordinator.
  async newBinder(ownerName = "Maja Lind") {
    const binder = uuid7();
    await this.ask("POST", "/binders", { id: binder, owner_name: ownerName });
    const { person, name, organization } = this.me;
    const grants = TABS.map((tab) => ({
      id: uuid7(), tab: "sharing", entry: uuid7(), audience: { to: "people", people: [person] }, author: this.author,
      provenance: { how: "coordinator" }, made_at: Date.now(), kind: "grant",
      body: { person, name, organization, tab, right: "suggest", evidence: "spoken" },
    }));
    Object.assign(this, { cursor: 0, generation: 0 });
    await this.sync(binder, grants);
    return binder;
  }

  pairing(binder) {
    return this.ask("POST", `/binders/${binder}/pairings`, {});
  }

  // The owner's phone, paired by the link.
  async phone(binder) {
    const { link } = await this.pairing(binder);
    const phone = await Device.of(this.origin);
    phone.me = await phone.ask("POST", "/pairings/redeem", { secret: new URL(link).hash.slice(1) });
    return phone;
  }
}

// What most parts begin with: a server of its own, a coordinator signed in, a pärm that she has begun.
export async function atHome() {
  const house = await House.make();
  const account = house.account();
  await house.start();
  const staff = await Staff.signedIn(house, account);
  return { house, staff, binder: await staff.newBinder() };
}
