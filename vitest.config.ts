import { defineConfig } from "vitest/config";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("lib/src/", import.meta.url));

/** Tests read the library's sources, so that a failure points into them and no stale build is tested. */
export default defineConfig({
  resolve: {
    alias: [{ find: /^kl-to-vae\/(.*)$/, replacement: `${source}$1/index.ts` }],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/soak/**"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
