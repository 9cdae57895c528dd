import { readdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../SetupError.mjs";

const remedy = "Free some space, or name another folder with KL_TO_VAE_CACHE.";

/**
 * @param {string} cache
 * @param {number} neededMegabytes
 * @throws SetupError where less is free
 */
export function requireSpace(cache, neededMegabytes) {
  const { bavail, bsize } = statfsSync(cache);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < neededMegabytes) {
    throw new SetupError(`the cache ${cache} has ${free} MB free and ${neededMegabytes} MB are needed`, {
      remedy,
    });
  }
}

/** @param {string} folder */
export function diskFull(folder) {
  return new SetupError(`the disk with ${folder} is full`, { remedy });
}

/**
 * Removes what killed set-ups left in the cache. Called with the lock held. A program that such a set-up had started may still
 * be writing there for a while; what it keeps from being removed goes the next time.
 *
 * @param {string} cache
 */
export function removeLeftovers(cache) {
  for (const entry of readdirSync(cache).filter((name) => name.startsWith(".tmp-"))) {
    try {
      rmSync(join(cache, entry), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOTEMPTY") throw error;
    }
  }
}
