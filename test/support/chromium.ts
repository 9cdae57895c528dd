import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import type { TestContext } from "vitest";

const executablePath = process.env.CHROME_PATH ?? "/usr/bin/chromium";

/** No first-run pages, no calls home: what the page does is all that happens. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser the tests share; skips the test, saying why, where there is none. */
export async function launchChromium(context: Pick<TestContext, "skip">): Promise<Browser> {
  if (!existsSync(executablePath)) {
    context.skip(`there is no browser at ${executablePath}; install chromium or set CHROME_PATH`);
  }
  return chromium.launch({ executablePath, args });
}
