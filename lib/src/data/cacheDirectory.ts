import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * The folder for what is downloaded: `KL_TO_VAE_CACHE`, else `kl-to-vae` in the platform's cache folder.
 */
export function cacheDirectory(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (environment["KL_TO_VAE_CACHE"]) return resolve(environment["KL_TO_VAE_CACHE"]);
  if (process.platform === "win32") {
    return join(environment["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "kl-to-vae", "Cache");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "kl-to-vae");
  return join(environment["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kl-to-vae");
}
