import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportSite } from "../../../scripts/posts/exportSite.js";
import { temporaryFolder } from "./support/exportNotebook.js";
import { launchChromium } from "../../support/chromium.js";

const fixtures = join(import.meta.dirname, "fixtures");
const notebooks = { series: ["01-kl.ipynb", "02-em.ipynb"], hostile: ["hostile.ipynb"] };
const sites = { series: "", hostile: "" };
let browser: Browser | undefined;

beforeAll(async () => {
  for (const name of ["series", "hostile"] as const) {
    const folder = join(fixtures, name);
    sites[name] = join(await temporaryFolder(), "site");
    await exportSite({
      notebooks: notebooks[name].map((file) => ({ source: join(folder, file) })),
      index: join(folder, "index.md"),
      output: sites[name],
    });
  }
});
afterAll(async () => browser?.close());

/** Opens a page from disk and gives it with everything that went wrong on it. */
async function open(
  site: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await (browser as Browser).newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => void faults.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => void faults.push(error.message));
  page.on("requestfailed", (request) => void faults.push(`failed: ${request.url().slice(0, 200)}`));
  page.on("request", (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) faults.push(`left the page: ${request.url()}`);
  });
  await page.goto(pathToFileURL(join(site, path)).href);
  return { page, faults };
}

/** Brings each figure into view and waits until it is interactive. */
async function drawFigures(page: Page): Promise<void> {
  for (const plot of await page.locator(".plot").all()) {
    await plot.scrollIntoViewIfNeeded();
    await plot.locator("svg.main-svg").first().waitFor({ timeout: 30_000 });
  }
}

it("a post opens from disk in a browser: mathematics set, figures interactive, nothing fetched, no fault", async (context) => {
  browser ??= await launchChromium(context);
  const { page, faults } = await open(sites.series, "fixture-series/kl-divergence/index.html");
  await drawFigures(page);
  expect(await page.locator(".katex-display .katex-html").count()).toBeGreaterThan(3);
  const font = await page.evaluate("document.fonts.check('16px KaTeX_Main')");
  expect(font).toBe(true);
  expect(await page.locator(".plot.drawn").count()).toBe(1);
  expect(await page.locator(".input > .copy").count()).toBeGreaterThan(3);
  await page.locator(".pager .next").click();
  expect(await page.title()).toContain("Latent variables");
  await page.locator("header.site a").click();
  expect(await page.locator(".card").count()).toBe(2);
  expect(faults).toEqual([]);
  await page.context().close();
});

it("without JavaScript a post shows the picture of each figure", async (context) => {
  browser ??= await launchChromium(context);
  const bare = await browser.newContext({ javaScriptEnabled: false });
  const page = await bare.newPage();
  await page.goto(pathToFileURL(join(sites.series, "fixture-series/kl-divergence/index.html")).href);
  await page.locator(".plot > img").scrollIntoViewIfNeeded();
  expect(await page.locator(".plot > img").isVisible()).toBe(true);
  await bare.close();
});

it("figures are readable in the dark and follow when the scheme changes", async (context) => {
  browser ??= await launchChromium(context);
  const { page, faults } = await open(sites.series, "fixture-series/kl-divergence/index.html", {
    colorScheme: "dark",
  });
  await drawFigures(page);
  const blackLine =
    "getComputedStyle(document.querySelectorAll('.plot path.js-line')[1] ?? document.body).stroke";
  expect(await page.evaluate(blackLine)).toMatch(/^rgb\((\d+), \1, \1\)$/);
  expect(await page.evaluate(blackLine)).not.toBe("rgb(0, 0, 0)");
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => page.evaluate(blackLine), { timeout: 20_000 }).toBe("rgb(0, 0, 0)");
  expect(faults).toEqual([]);
  await page.context().close();
});

it("on a phone no page is wider than the screen", async (context) => {
  browser ??= await launchChromium(context);
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  for (const [site, path] of [
    [sites.series, "index.html"],
    [sites.series, "fixture-series/kl-divergence/index.html"],
    [sites.series, "fixture-series/em/index.html"],
    [sites.hostile, "hostile/index.html"],
  ] as const) {
    const { page } = await open(site, path, phone);
    if (path.startsWith("fixture-series/kl")) await drawFigures(page);
    expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(390);
    await page.context().close();
  }
});

it("what a hostile notebook tries does nothing", async (context) => {
  browser ??= await launchChromium(context);
  const { page, faults } = await open(sites.hostile, "hostile/index.html");
  await drawFigures(page);
  for (const link of await page.locator("article a:visible").all())
    await link.click({ timeout: 1000, force: true }).catch(() => undefined);
  expect(await page.evaluate("window.owned")).toBeUndefined();
  expect(page.url()).toContain("hostile/index.html");
  expect(faults).toEqual([]);
  await page.context().close();
});
