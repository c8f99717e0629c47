// A push service of a journey's own, and what a browser keeps to itself: the keys with which it opens what the server
// sent (RFC 8291). Chromium without a screen subscribes nowhere, so its page is given a subscription here, and the
// journey hands the opened message to the worker as the browser would.
import type { BrowserContext, Page } from "@playwright/test";
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Message {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export class PushService {
  readonly taken: Message[] = [];
  private readonly key = createECDH("prime256v1");
  private readonly auth = randomBytes(16);
  private readonly server: Server;

  private constructor() {
    this.key.generateKeys();
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        this.taken.push({ headers: request.headers, body: Buffer.concat(parts) });
        response.writeHead(201).end();
      });
    });
  }

  static async start(): Promise<PushService> {
    const service = new PushService();
    await new Promise<void>((ready) => service.server.listen(0, "127.0.0.1", ready));
    return service;
  }

  stop(): void {
    this.server.close();
  }

  // From now on pages subscribe here. What they asked with stands in `localStorage`.
  async serve(context: BrowserContext): Promise<void> {
    const { port } = this.server.address() as AddressInfo;
    const subscription = {
      endpoint: `http://127.0.0.1:${port}/push/1`,
      keys: { p256dh: this.key.getPublicKey("base64url"), auth: this.auth.toString("base64url") },
    };
    await context.addInitScript((subscription) => {
      const PLACE = "test.subscribed";
      const current = () => (localStorage.getItem(PLACE) ? made : null);
      const made = {
        toJSON: () => subscription,
        unsubscribe: async () => {
          localStorage.removeItem(PLACE);
          return true;
        },
      };
      PushManager.prototype.getSubscription = async () => current() as unknown as PushSubscription;
      PushManager.prototype.subscribe = async (options) => {
        if (!options?.userVisibleOnly) throw new DOMException("", "NotAllowedError");
        localStorage.setItem(PLACE, String(options.applicationServerKey));
        return current() as unknown as PushSubscription;
      };
    }, subscription);
  }

  // What a message says; only this browser can tell.
  open({ body }: Message): string {
    const [salt, theirs, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
    const hkdf = (salt: Uint8Array, secret: Uint8Array, info: Uint8Array | string, length: number) =>
      Buffer.from(hkdfSync("sha256", secret, salt, info, length));
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.key.getPublicKey(), theirs]);
    const secret = hkdf(this.auth, this.key.computeSecret(theirs), info, 32);
    const cipher = createDecipheriv(
      "aes-128-gcm",
      hkdf(salt, secret, "Content-Encoding: aes128gcm\0", 16),
      hkdf(salt, secret, "Content-Encoding: nonce\0", 12),
    );
    cipher.setAuthTag(sealed.subarray(-16));
    const filled = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return filled.subarray(0, filled.lastIndexOf(2)).toString();
  }
}

// Hands a message to the worker of the page, as the browser does with one that has arrived.
export async function deliver(page: Page, data: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const scope = new URL("/", page.url()).href;
  const registered = new Promise<string>((found) => {
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find((one) => one.scopeURL === scope && !one.isDeleted);
      if (own) found(own.registrationId);
    });
  });
  await browser.send("ServiceWorker.enable");
  await browser.send("ServiceWorker.deliverPushMessage", {
    origin: new URL(scope).origin, registrationId: await registered, data,
  });
  await browser.detach();
}

// What stands on the screen of the phone.
export const shown = (page: Page) =>
  page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map(({ title, body, lang }) => ({ title, body, lang }));
  });

// She taps what stands there.
export async function tap(page: Page): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  await worker!.evaluate(async () => {
    const scope = self as unknown as ServiceWorkerGlobalScope;
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(new NotificationEvent("notificationclick", { notification: notification! }));
  });
}
