import { existsSync } from "node:fs";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser for the tests: `CHROME_PATH`, else where systems put one. */
export function findChromium(environment = process.env) {
  const own = environment.CHROME_PATH;
  if (own) return existsSync(own) ? own : undefined;
  return usual.find((path) => existsSync(path));
}
