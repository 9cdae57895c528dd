import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, it } from "vitest";
import { exportSite, type ExportResult } from "../../../scripts/posts/exportSite.js";
import { temporaryFolder } from "./support/exportNotebook.js";

const series = join(import.meta.dirname, "fixtures", "series");
const options = {
  notebooks: ["01-kl.ipynb", "02-em.ipynb"].map((name) => ({ source: join(series, name) })),
  index: join(series, "index.md"),
};

async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.map(async (file) => [file.slice(folder.length), await readFile(file, "latin1")] as const),
  );
  return new Map(contents);
}

describe("exportSite", () => {
  let site: string;
  let result: ExportResult;
  const open = async (path: string): Promise<Document> =>
    new JSDOM(await readFile(join(site, path), "utf8")).window.document;

  beforeAll(async () => {
    site = join(await temporaryFolder(), "site");
    result = await exportSite({ ...options, output: site });
  });

  it("writes a page for each notebook and the landing page, without a warning", () => {
    expect(result.posts.map(({ page }) => page.slice(site.length))).toEqual([
      "/fixture-series/kl-divergence/index.html",
      "/fixture-series/em/index.html",
    ]);
    expect(result.warnings).toEqual([]);
  });

  it("makes the same bytes from the same input", async () => {
    const again = join(await temporaryFolder(), "elsewhere");
    await exportSite({ ...options, output: again });
    expect(await filesOf(again)).toEqual(await filesOf(site));
  });

  it("links pages and files relatively, to files that are there", async () => {
    const files = await filesOf(site);
    for (const path of [...files.keys()].filter((name) => name.endsWith(".html"))) {
      const document = await open(path);
      const addresses = [...document.querySelectorAll("[href], [src], [data-plotly]")].flatMap((element) =>
        ["href", "src", "data-plotly"].map((name) => element.getAttribute(name) ?? ""),
      );
      const local = addresses.filter((address) => address !== "" && !/^(?:https:|data:|#)/.test(address));
      expect(local.length).toBeGreaterThan(4);
      for (const address of local) expect(files.has(join(path, "..", address.replace(/#.*/, "")))).toBe(true);
      for (const address of addresses.filter((one) => one.startsWith("#"))) {
        expect(document.getElementById(address.slice(1)), address).not.toBeNull();
      }
    }
  });

  it("numbers citations as they come and lists the works they stand for", async () => {
    const document = await open("fixture-series/kl-divergence/index.html");
    expect([...document.querySelectorAll(".citation")].map((citation) => citation.textContent)).toEqual([
      "[1]",
      "[2, section 1.6, 1]",
      "[2]",
    ]);
    expect([...document.querySelectorAll(".references li")].map((item) => item.textContent)).toEqual([
      "Kullback, S. and Leibler, R. A. (1951). On Information and Sufficiency. The Annals of Mathematical Statistics, 22(1), 79–86. ↩",
      "Bishop, C. M. (2006). Pattern Recognition and Machine Learning. Springer. ↩",
    ]);
  });

  it("leads from post to post and lists them with reading time on the landing page", async () => {
    const first = await open("fixture-series/kl-divergence/index.html");
    expect(first.querySelector(".pager .next strong")?.textContent).toContain("Latent variables");
    expect(first.querySelector(".pager .prev")).toBeNull();
    const cards = [...(await open("index.html")).querySelectorAll(".card")].map((card) => card.textContent);
    expect(cards).toHaveLength(2);
    expect(cards[0]).toMatch(/KL divergence.*14 March 2026.*\d+ min read/);
  });

  it("refuses two posts with the same permalink", async () => {
    const notebooks = [...options.notebooks, ...options.notebooks];
    await expect(exportSite({ ...options, notebooks, output: site })).rejects.toThrow(
      /have the same permalink/,
    );
  });
});
