// Journeys in Debian's Chromium. One server and one temporary store per worker (fixtures.ts).
import { defineConfig } from "@playwright/test";

const launchOptions = {
  executablePath: process.env.PARMEN_CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
};
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/end2end",
  fullyParallel: true,
  workers: 2,
  retries: 0, // a journey that fails sometimes is a defect
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: { locale: "sv-SE", timezoneId: "Europe/Stockholm", launchOptions, trace: "retain-on-failure" },
  projects: [
    { name: "phone", use: phone, testIgnore: /desktop\// },
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } }, testMatch: /desktop\// },
  ],
});
