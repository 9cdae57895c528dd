import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readJson } from "./readJson.mjs";

/** The project's root: the nearest folder above this file whose package.json carries the project's name. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Everything that is made and can be made again, except `lib/dist` and `site`. Ignored by git. */
export const buildDirectory = join(projectRoot, "build");

/** Where `npm run posts` writes the pages. */
export const siteDirectory = join(projectRoot, "site");

/** The four notebooks and the landing post. */
export const notebooksDirectory = join(projectRoot, "notebooks");

/** The landing post. */
export const landingPath = join(notebooksDirectory, "index.md");

/** Executed copies of the notebooks. */
export const executedDirectory = join(buildDirectory, "notebooks");

/** A folder for JUPYTER_PATH: it holds `kernels/kl-to-vae/kernel.json`. */
export const jupyterDirectory = join(buildDirectory, "jupyter");

/**
 * The cache that all clones on this machine share: `KL_TO_VAE_CACHE`, else the platform's cache folder.
 * It holds what is large and verified by checksum: TensorFlow's library and downloaded data sets.
 */
export function cacheDirectory(environment = process.env) {
  if (environment.KL_TO_VAE_CACHE) return resolve(environment.KL_TO_VAE_CACHE);
  if (process.platform === "win32") {
    return join(environment.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "kl-to-vae", "Cache");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "kl-to-vae");
  return join(environment.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "kl-to-vae");
}

/** @param {string} directory */
function findRoot(directory) {
  for (let folder = directory; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    const content = /** @type {{ name?: string } | undefined} */ (readJson(manifest));
    if (content?.name === "kl-to-vae-series") return folder;
    if (dirname(folder) === folder)
      throw new Error(`No folder above ${directory} holds this project's package.json.`);
  }
}
