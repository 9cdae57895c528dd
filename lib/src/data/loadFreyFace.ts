import type { Dataset } from "./Dataset.js";
import type { LoadOptions } from "./LoadOptions.js";
import { freyFace } from "./sets/freyFace.js";
import { obtainFile } from "./sets/obtainFile.js";

/**
 * The Frey faces: 1965 frames of one face in their order, `images` `[1965, 28, 20]`, grey 8 … 238, without labels.
 * They have no public download: they are read from the `directory` option, `KL_TO_VAE_DATA` or the cache.
 *
 * @throws DownloadError if the file is in none of these places
 */
export async function loadFreyFace(options: Pick<LoadOptions, "directory"> = {}): Promise<Dataset> {
  const [frames] = freyFace.files;
  return { images: await obtainFile(freyFace, frames, options) };
}
