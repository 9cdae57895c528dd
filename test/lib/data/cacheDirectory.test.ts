import { join } from "node:path";
import { cacheDirectory } from "kl-to-vae/data";
import { describe, expect, it } from "vitest";
import { cacheDirectory as cacheOfScripts } from "../../../scripts/setup/paths.mjs";

describe("cacheDirectory", () => {
  it("is the folder that the set-up uses, so that all clones and the package share one cache", () => {
    for (const environment of [
      {},
      { KL_TO_VAE_CACHE: "some/where" },
      { XDG_CACHE_HOME: "/x", LOCALAPPDATA: "C:\\x" },
    ]) {
      expect(cacheDirectory(environment)).toBe(cacheOfScripts(environment as NodeJS.ProcessEnv));
    }
  });

  it("is KL_TO_VAE_CACHE where that is set", () => {
    expect(cacheDirectory({ KL_TO_VAE_CACHE: "some/where" })).toBe(join(process.cwd(), "some", "where"));
  });
});
