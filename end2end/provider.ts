// An organisation's identity provider of a test's own: a real one (oidc-provider) with a sign-in page of two fields, on
// another site than the server, so that cookies meet what they meet in life.
import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { Provider } from "oidc-provider";

export const NAME = "Region Öst";
const CLIENT = "parmen";
const SECRET = "the secret they share";

// How sure it is when somebody is identified.
const SURE = { acr: "loa3", amr: ["pin", "hwk"] };
const UNSURE = { acr: "loa2", amr: ["pwd"] };

const page = (body: string) => `<!DOCTYPE html><html lang="sv"><title>${NAME}</title><main>${body}</main></html>`;

export class Organization {
  private server?: http.Server;
  private keys: JsonWebKey[] = [];
  private nKeys = 0;
  logs: string[] = [];

  private constructor(readonly issuer: string, private readonly origin: string) {}

  // One for the server at this address. It gets a free port and keeps it.
  static async start(origin: string): Promise<Organization> {
    const probe = net.createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as net.AddressInfo;
    probe.close();
    await once(probe, "close");
    const organization = new Organization(`http://127.0.0.1:${port}`, origin);
    await organization.takeNewKey();
    return organization;
  }

  // What the server must be told of it.
  get settings(): Record<string, string> {
    return {
      PARMEN_OIDC_ISSUER: this.issuer,
      PARMEN_OIDC_CLIENT_ID: CLIENT,
      PARMEN_OIDC_CLIENT_SECRET: SECRET,
      PARMEN_OIDC_NAME: NAME,
      PARMEN_OIDC_CONTACT: "Karin Ros, 010-123 45 67",
      PARMEN_OIDC_CLAIM: "employeeHsaId",
      PARMEN_OIDC_SCOPES: "openid profile",
      PARMEN_OIDC_ACR: SURE.acr,
      PARMEN_OIDC_AMR: "hwk",
    };
  }

  // Signs with a new key from now on; the old one is gone.
  async takeNewKey(): Promise<void> {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.nKeys += 1;
    this.keys = [{ ...privateKey.export({ format: "jwk" }), kid: `key ${this.nKeys}`, use: "sig", alg: "RS256" }];
    await this.stop();
    await this.serve();
  }

  async serve(): Promise<void> {
    const { port } = new URL(this.issuer);
    const provider = this.provider();
    const answer = provider.callback();
    this.server = http.createServer((request, response) => {
      if (request.url?.startsWith("/who/")) void this.ask(provider, request, response);
      else void answer(request, response);
    });
    this.server.listen(Number(port), "127.0.0.1");
    await once(this.server, "listening");
  }

  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }

  private provider(): Provider {
    const back = `${this.origin}/logga-in`;
    const provider = new Provider(this.issuer, {
      clients: [{
        client_id: CLIENT, client_secret: SECRET, redirect_uris: [back], post_logout_redirect_uris: [back],
        response_types: ["code"], grant_types: ["authorization_code"],
      }],
      jwks: { keys: this.keys },
      cookies: { keys: ["kept from scripts"] },
      acrValues: [SURE.acr, UNSURE.acr],
      claims: { openid: ["sub", "employeeHsaId", "amr"], profile: ["name"] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/who/${uid}` },
      // Nobody is asked whether the organisation may tell its own system who she is.
      loadExistingGrant: async (ctx) => {
        const { client, session, params } = ctx.oidc;
        const grant = new ctx.oidc.provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
        grant.addOIDCScope(String(params!.scope));
        grant.addOIDCClaims(["acr", "amr"]);
        await grant.save();
        return grant;
      },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, employeeHsaId: hsaId(id), name: id, ...SURE }),
      }),
    });
    provider.on("server_error", (_: unknown, error: Error) => this.logs.push(String(error.stack)));
    return provider;
  }

  // "Who are you, and how do you show it?"
  private async ask(provider: Provider, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (request.method === "GET") {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(page(
        `<h1>${NAME}</h1><form method="post"><label>Vem är du? <input name="who" autofocus></label>` +
        "<button name=\"how\" value=\"card\">Med kort</button><button name=\"how\" value=\"password\">Med lösenord</button>" +
        "<button name=\"how\" value=\"not\">Avbryt</button></form>",
      ));
      return;
    }
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const told = new URLSearchParams(body);
    const how = told.get("how");
    const result = how === "not"
      ? { error: "access_denied", error_description: "she gave up" }
      : { login: { accountId: told.get("who")!, ...(how === "card" ? SURE : UNSURE) } };
    await provider.interactionFinished(request, response, result);
  }
}

// What the organisation calls somebody.
export const hsaId = (who: string) => `SE2321000016-${who}`;
