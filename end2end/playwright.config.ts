// Journeys in Debian's Chromium. One server and one temporary store per worker (fixtures.ts).
import { defineConfig } from "@playwright/test";

const launchOptions = {
  executablePath: process.env.PARMEN_CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--js-flags=--liftoff-only", // wasm that runs for seconds is not worth optimizing; the bench leaves it out
  ],
};
// To see each step of a journey that failed: PARMEN_TRACE=1. It takes a sixth of all the time.
const trace = process.env.PARMEN_TRACE ? "retain-on-failure" : "off";
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/end2end",
  fullyParallel: true,
  workers: 2,
  retries: 1, // a journey that fails sometimes is a defect: scripts/count.mjs names it, and refuses more than a few
  timeout: 120_000, // a busy machine is no defect
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: { locale: "sv-SE", timezoneId: "Europe/Stockholm", launchOptions, trace, screenshot: "only-on-failure" },
  projects: [
    { name: "phone", use: phone, testIgnore: /desktop\// },
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } }, testMatch: /desktop\// },
  ],
});
