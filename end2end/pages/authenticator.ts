// Chromium's own virtual authenticator: a device with a key store that asks for a finger, and gets it.
import { type Page } from "@playwright/test";

// `prf`: its passkeys answer salts, too (WebAuthn's extension PRF).
export async function authenticator(page: Page, { prf = false } = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true, hasPrf: prf,
    },
  });
  const keys = async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  const finger = (isUserVerified: boolean) =>
    cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  const forget = () => cdp.send("WebAuthn.clearCredentials", { authenticatorId });
  return { keys, finger, forget };
}
