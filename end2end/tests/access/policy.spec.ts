// The Content-Security-Policy and Trusted Types, enforced while every page is reached the way the app does it: by
// client navigation, where elements are made from scripts.
import { type Page } from "@playwright/test";
import { expect, test } from "../../fixtures.ts";
import { DESK, device, letIn, signIn } from "../../people.ts";
import { CRISIS, deskRoutes, ownerRoutes, settled } from "../../routes.ts";

async function listen(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeBinding("violated", (_, said: string) => violations.push(said));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI, sample } = event;
      (window as unknown as { violated(said: string): void }).violated(
        `${location.pathname}: ${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });
  return violations;
}

// Follows a link to the address, as a tap would; the document must stay the same one.
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.body.appendChild(document.createElement("a"));
    link.href = href;
    link.click();
    link.remove();
  }, address);
  await expect(page).toHaveURL((url) => url.pathname === address.split("?")[0]);
  await settled(page);
  expect(await page.evaluate(() => "walked" in window), `${address} by client navigation`).toBe(true);
}

async function walk(page: Page, addresses: string[]): Promise<void> {
  await page.evaluate(() => Object.assign(window, { walked: true }));
  for (const address of addresses) await follow(page, address);
}

test("the owner walks through every page", async ({ page, demo, staff, server }) => {
  test.setTimeout(120_000);
  const violations = await listen(page);
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  const addresses = await ownerRoutes(page);
  await page.goto("/");
  await settled(page);
  await walk(page, addresses);
  expect(violations).toEqual([]);
});

test("the coordinator walks through every page", async ({ browser, demo, server }) => {
  test.setTimeout(120_000);
  const page = await device(browser, server, DESK);
  const violations = await listen(page);
  await signIn(page, demo.coordinators[0]!);
  const addresses = await deskRoutes(page, demo.binders[0]!.id);
  await page.goto("/samordnare");
  await settled(page);
  await walk(page, addresses);
  expect(violations).toEqual([]);
  await page.context().close();
});

test("the policies are there and strict", async ({ page, demo }) => {
  const violations = await listen(page);
  const plain = [CRISIS, "/finns-inte"]; // pages without a script need no Trusted Types
  for (const address of ["/", "/kontakter", "/samordnare", demo.shares[0]!.link, "/dela/x", ...plain]) {
    const answer = await page.goto(address);
    const { "content-security-policy": policy = "", "x-content-type-options": sniffing } = answer!.headers();
    expect.soft(policy, address).toContain("default-src 'none'");
    expect.soft(policy, address).toContain("frame-ancestors 'none'");
    expect.soft(policy, address).not.toMatch(/'unsafe-(inline|eval)'|\*|https?:/);
    expect.soft(sniffing, address).toBe("nosniff");
    if (!plain.includes(address)) expect.soft(policy, address).toContain("require-trusted-types-for 'script'");
  }
  expect(violations).toEqual([]);
});

test("markup made from words is stopped, and a script of somebody else's", async ({ browser, server, demo }) => {
  const page = await device(browser, server, DESK);
  const violations = await listen(page);
  await page.goto(demo.shares[0]!.link);
  const tried = () => page.evaluate(() => {
    const script = document.createElement("script");
    try {
      script.textContent = "window.intruder = 1";
      document.body.append(script);
    } catch {
      // Trusted Types stops it before the policy has to.
    }
    return "intruder" in window;
  });
  expect(await tried()).toBe(false);
  await page.goto(CRISIS);
  expect(await tried()).toBe(false);
  await expect.poll(() => violations.length).toBeGreaterThan(0);
  await page.context().close();
});
