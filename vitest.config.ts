import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { LongestFirst } from "./test/support/LongestFirst.js";

const source = fileURLToPath(new URL("lib/src/", import.meta.url));
const soak = process.env["KL_TO_VAE_SOAK"] === "1";

/** What computes values and leaves nothing behind in its process: its tests share one, which saves a third of their time. */
const values = [
  "test/lib/{array,decomposition,distributions,divergences,inference,linear-algebra,mixture,random}/**/*.test.ts",
];
const projects: TestProjectInlineConfiguration[] = [
  { extends: true, test: { name: "values", include: values, isolate: false } },
  {
    extends: true,
    test: { name: "rest", include: ["test/{lib,scripts,project}/**/*.test.ts"], exclude: values },
  },
];

/** Tests read the library's sources, so that a failure points into them and no stale build is tested. */
export default defineConfig({
  resolve: {
    alias: [{ find: /^kl-to-vae\/([a-z-]+)$/, replacement: `${source}$1/index.ts` }],
  },
  test: {
    ...(soak ? { include: ["test/soak/**/*.test.ts"] } : { projects }),
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: soak ? 1_800_000 : 120_000,
    hookTimeout: soak ? 1_800_000 : 300_000,
    reporters: ["default", "./test/support/summaryReporter.ts"],
  },
});
