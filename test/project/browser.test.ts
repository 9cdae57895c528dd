import { build } from "esbuild";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";
import { launchChromium } from "../support/chromium.js";
import { compute, type Computed } from "./browser/compute.js";

describe("the topics for browsers", () => {
  it("bundle without Node's modules and compute in Chromium what they compute in Node.js", async (context) => {
    const bundle = await build({
      stdin: {
        contents: `import { compute, fitInThreads } from "./browser/compute.ts";
          globalThis.result = compute();
          globalThis.fits = Promise.all([0, 2].map(fitInThreads));`,
        resolveDir: join(projectRoot, "test", "project"),
      },
      bundle: true,
      platform: "browser",
      format: "iife",
      write: false,
      logLevel: "silent",
    });
    const browser = await launchChromium(context);
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? "" });
      const result = await page.evaluate(() => (globalThis as unknown as { result: Computed }).result);
      const [alone, shared] = await page.evaluate(
        () => (globalThis as unknown as { fits: Promise<number[][]> }).fits,
      );
      expect(shared).toEqual(alone);
      expect(errors).toEqual([]);
      expect(Math.min(...result.exports)).toBeGreaterThan(0);
      expect(result.cases).toBeGreaterThan(1800);
      expect(result.wrong).toEqual([]);
      const expected = compute();
      // Engines may differ in the last digits of a logarithm, but not in a draw.
      expect(rounded(result.numbers)).toEqual(rounded(expected.numbers));
      expect(result.draws).toEqual(expected.draws);
      expect(result.file).toEqual(expected.file);
    } finally {
      await browser.close();
    }
  });
});

function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, v: unknown) =>
    typeof v === "number" ? Number(v.toPrecision(10)) : v,
  );
}
