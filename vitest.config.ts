import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/LongestFirst.js";

const source = fileURLToPath(new URL("lib/src/", import.meta.url));
const soak = process.env["KL_TO_VAE_SOAK"] === "1";

/** Tests read the library's sources, so that a failure points into them and no stale build is tested. */
export default defineConfig({
  resolve: {
    alias: [{ find: /^kl-to-vae\/([a-z-]+)$/, replacement: `${source}$1/index.ts` }],
  },
  test: {
    include: [soak ? "test/soak/**/*.test.ts" : "test/{lib,scripts,project}/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: soak ? 1_800_000 : 120_000,
    hookTimeout: soak ? 1_800_000 : 300_000,
    reporters: ["default", "./test/support/summaryReporter.ts"],
  },
});
