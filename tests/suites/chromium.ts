// Debian's Chromium, driven by Playwright.

import { type Browser, chromium } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
];

/** @param rules `--host-resolver-rules`, where a suite needs names */
export function startChromium(rules?: string): Promise<Browser> {
  const args = rules === undefined ? FLAGS : [...FLAGS, `--host-resolver-rules=${rules}`];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}
