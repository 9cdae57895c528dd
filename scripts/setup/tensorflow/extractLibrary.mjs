import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";

const headers = ["tensorflow/c/", "tensorflow/core/platform/", "tsl/", "xla/tsl/"].map(
  (path) => `tensorflow/include/${path}`,
);

/**
 * Unpacks from a wheel what the binding needs: TensorFlow's two libraries and the headers of its C interface.
 *
 * @param {string} wheel
 * @param {string} folder
 * @param {readonly string[]} libraries
 * @param {(detail: string) => void} report
 */
export async function extractLibrary(wheel, folder, libraries, report) {
  const { openPromise } = await import("yauzl");
  const zip = await openPromise(wheel);
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      const wanted =
        libraries.some((library) => name === `tensorflow/${library}`) ||
        headers.some((prefix) => name.startsWith(prefix));
      if (!wanted || name.endsWith("/")) continue;
      const target = resolve(join(folder, name));
      if (!target.startsWith(resolve(folder) + sep))
        throw new Error(`The wheel names a file outside its folder: ${name}`);
      mkdirSync(dirname(target), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
      bytes += entry.uncompressedSize;
      report(`${Math.round(bytes / 1e6)} MB`);
    }
  } finally {
    zip.close();
  }
}
