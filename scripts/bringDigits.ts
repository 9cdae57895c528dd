import { DownloadError } from "kl-to-vae/errors";
import { loadMnist } from "kl-to-vae/data";

/**
 * Sees to it that the notebooks find MNIST, with progress on the terminal. Where it cannot be had the notebooks are told
 * not to try again: they take the synthetic digits.
 *
 * @returns which digits the notebooks will use, for people (the end of a sentence)
 */
export async function bringDigits(signal: AbortSignal): Promise<string> {
  let lastShown = 0;
  try {
    await loadMnist({
      signal,
      stallSeconds: 10,
      limitSeconds: 300,
      progress: ({ file, received, total }) => {
        if (Date.now() - lastShown < 1000) return;
        lastShown = Date.now();
        console.error(`  ${file}: ${megabytes(received)} of ${megabytes(total)} MB`);
      },
    });
    return "MNIST";
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    process.env["KL_TO_VAE_OFFLINE"] = "1";
    return "synthetic digits, since MNIST cannot be had here (`npm run data` says more, `npm run data -- --from DIR` reads it from a folder)";
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
