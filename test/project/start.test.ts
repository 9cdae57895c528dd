import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { seriesNotebooks } from "../../scripts/series.js";
import { executedDirectory, projectRoot, siteDirectory } from "../../scripts/setup/paths.mjs";
import { launchChromium } from "../support/chromium.js";
import { runCommand, type CommandResult } from "../support/runCommand.js";

let before: string;
let result: CommandResult;

function gitStatus(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: projectRoot, encoding: "utf8" });
}

beforeAll(async () => {
  before = gitStatus();
  result = await runCommand("npm", ["start"], { cwd: projectRoot, timeoutSeconds: 600 });
}, 700_000);

describe("npm start", () => {
  it("ends by itself with exit code 0, and names the backend, the data and where the posts are", () => {
    expect(result.code, result.output).toBe(0);
    expect(result.stdout).toMatch(/Backend: .+/);
    expect(result.stdout).toMatch(/Digits: {2}(MNIST|synthetic digits)/);
    expect(result.stdout).toContain("site/index.html");
  });

  it("leaves every tracked file as it was", () => {
    expect(gitStatus()).toBe(before);
  });

  it.each(seriesNotebooks().map((path) => basename(path)))(
    "leaves an executed copy of %s without an error",
    (name) => {
      const { cells } = JSON.parse(readFileSync(join(executedDirectory, name), "utf8")) as {
        cells: ExecutedCell[];
      };
      const code = cells.filter(({ cell_type }) => cell_type === "code");
      expect(code.length).toBeGreaterThan(3);
      expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, i) => i + 1));
      const unexpected = code
        .filter(({ metadata }) => !metadata.tags?.includes("raises-exception"))
        .flatMap(({ outputs }) => outputs.filter(({ output_type }) => output_type === "error"));
      expect(unexpected).toEqual([]);
      const figures = code.flatMap(({ outputs }) =>
        outputs.filter(({ data }) => data?.["image/png"] !== undefined),
      );
      expect(figures.length).toBeGreaterThan(0);
      expect(figures.filter(({ data }) => !data?.["text/plain"])).toEqual([]);
    },
  );
});

describe("the site that npm start makes", () => {
  it("opens in Chromium from the disk, every page of it, without an error, a lost file or the network", async (context) => {
    const browser = await launchChromium(context);
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on("requestfailed", (request) => complaints.push(`lost: ${request.url()}`));
      page.on("request", (request) => {
        if (!/^(file|data|blob):/.test(request.url())) complaints.push(`network: ${request.url()}`);
      });
      await page.goto(pathToFileURL(join(siteDirectory, "index.html")).href);
      const posts = new Set(
        await page.$$eval("main a[href]", (links) =>
          links.map((link) => (link as HTMLAnchorElement).href).filter((href) => href.startsWith("file:")),
        ),
      );
      expect(posts.size).toBeGreaterThanOrEqual(4);
      for (const post of posts) {
        await page.goto(post);
        await page.waitForSelector("article, main");
        for (const figure of await page.$$("figure")) await figure.scrollIntoViewIfNeeded();
        await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
      }
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it("has a page for each notebook and the landing page", () => {
    expect(existsSync(join(siteDirectory, "index.html"))).toBe(true);
    expect(existsSync(join(siteDirectory, "vae-series", "kl-divergence", "index.html"))).toBe(true);
  });
});

interface ExecutedCell {
  cell_type: string;
  execution_count: number | null;
  metadata: { tags?: string[] };
  outputs: { output_type: string; data?: Record<string, unknown> }[];
}
