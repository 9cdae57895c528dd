import { build } from "esbuild";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";
import { launchChromium } from "../support/chromium.js";

const topics = [
  "errors",
  "array",
  "random",
  "linear-algebra",
  "distributions",
  "divergences",
  "decomposition",
  "mixture",
  "inference",
  "figures",
];

const program = `
  ${topics.map((topic, i) => `import * as topic${i} from "kl-to-vae/${topic}";`).join("\n")}
  import { Rng } from "kl-to-vae/random";
  import { Normal, Mixture } from "kl-to-vae/distributions";
  import { klDivergence, klMonteCarlo } from "kl-to-vae/divergences";
  import { GaussianMixture } from "kl-to-vae/mixture";
  const rng = new Rng(1);
  const p = new Normal(0, 1);
  const q = new Normal(1, 2);
  const X = Array.from({ length: 200 }, (_, i) => [rng.normal() + (i % 2 ? 4 : -4), rng.normal()]);
  const mixture = new GaussianMixture({ nComponents: 2, seed: 0 }).fit(X);
  globalThis.result = {
    exports: [${topics.map((_, i) => `Object.keys(topic${i}).length`).join(", ")}],
    kl: klDivergence(p, q),
    monteCarlo: klMonteCarlo(p, q, { samples: 20000, rng }),
    means: Array.from(mixture.means.data).filter((_, i) => i % 2 === 0).sort((a, b) => a - b),
    firstUniform: new Rng(7).uniform(),
  };`;

describe("the topics for browsers", () => {
  it("bundle without Node's modules and compute in Chromium what they compute in Node.js", async (context) => {
    const bundle = await build({
      stdin: { contents: program, resolveDir: join(projectRoot, "test") },
      bundle: true,
      platform: "browser",
      format: "iife",
      write: false,
      logLevel: "silent",
    });
    const code = bundle.outputFiles[0]?.text ?? "";
    const browser = await launchChromium(context);
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.addScriptTag({ content: code });
      const result = await page.evaluate(() => (globalThis as unknown as { result: BrowserResult }).result);
      expect(errors).toEqual([]);
      expect(Math.min(...result.exports)).toBeGreaterThan(0);
      expect(result.kl).toBeCloseTo(Math.log(2) - 0.25, 12);
      expect(Math.abs(result.monteCarlo.estimate - result.kl)).toBeLessThan(
        5 * result.monteCarlo.standardError,
      );
      expect(result.means[0]).toBeCloseTo(-4, 0);
      expect(result.means[1]).toBeCloseTo(4, 0);
      const { Rng } = await import("kl-to-vae/random");
      expect(result.firstUniform).toBe(new Rng(7).uniform());
    } finally {
      await browser.close();
    }
  });
});

interface BrowserResult {
  exports: number[];
  kl: number;
  monteCarlo: { estimate: number; standardError: number };
  means: number[];
  firstUniform: number;
}
