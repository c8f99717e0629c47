// One kept-alive HTTP/1.1 connection with one request under way at a time. Node's own client costs as much CPU
// for a request as the server does, and would be what is measured. It understands what our server sends.
import net from "node:net";

const NO_BODY = new Set([204, 304]);

export class Wire {
  #socket;
  #host;
  #chunks = [];
  #waiting;

  static open(origin) {
    const { port, host } = new URL(origin);
    return new Promise((resolve, reject) => {
      const wire = new Wire();
      wire.#host = host;
      wire.#socket = net.connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
      wire.#socket.once("error", reject);
      wire.#socket.once("connect", () => {
        wire.#socket.off("error", reject);
        wire.#socket.on("error", (error) => wire.#end(error));
        wire.#socket.on("close", () => wire.#end(new Error("the server closed the connection")));
        wire.#socket.on("data", (chunk) => wire.#take(chunk));
        resolve(wire);
      });
    });
  }

  // Resolves with the status, a header's value by `header(name)`, the body's bytes, how many bytes went up and
  // down with headers, and the times of sending, of the first byte and of the last.
  request(method, path, { headers = {}, body = "" } = {}) {
    if (this.#waiting) throw new Error("one request at a time");
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const length = method === "GET" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    const text = `${method} ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${lines}${length}\r\n${body}`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject, up: Buffer.byteLength(text), sent: performance.now() };
      this.#socket.write(text);
    });
  }

  close() {
    this.#socket.destroy();
  }

  #end(error) {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }

  #take(chunk) {
    const waiting = this.#waiting;
    if (!waiting) return;
    waiting.first ??= performance.now();
    this.#chunks.push(chunk);
    const all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    const answer = read(all);
    if (!answer) return;
    this.#chunks = [];
    this.#waiting = undefined;
    const { up, sent, first } = waiting;
    waiting.resolve({ ...answer, up, down: all.length, sent, first, done: performance.now() });
  }
}

// The answer in these bytes, if all of it is there.
function read(all) {
  const end = all.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = all.toString("latin1", 0, end);
  const header = (name) => new RegExp(`^${name}: *(.*)$`, "im").exec(head)?.[1].trim();
  const status = Number(head.slice(9, 12));
  const from = end + 4;
  if (NO_BODY.has(status)) return { status, header, body: all.subarray(from) };
  const length = header("content-length");
  if (length !== undefined) {
    const to = from + Number(length);
    return all.length >= to ? { status, header, body: all.subarray(from, to) } : undefined;
  }
  const body = pieces(all, from);
  return body && { status, header, body };
}

// A body that comes in pieces, each with its length before it; a piece of length 0 ends it.
function pieces(all, from) {
  const found = [];
  for (let at = from; ;) {
    const line = all.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const length = Number.parseInt(all.toString("latin1", at, line), 16);
    const begin = line + 2;
    if (all.length < begin + length + 2) return undefined;
    if (length === 0) return Buffer.concat(found);
    found.push(all.subarray(begin, begin + length));
    at = begin + length + 2;
  }
}
