import { createHash } from "node:crypto";
import { posix } from "node:path";

/** A file of the site: its bytes, or the file on disk whose bytes it has. */
export type SiteFile = { readonly bytes: Uint8Array } | { readonly copyOf: string };

/** The site in memory: everything is known to be good before the first byte is written. Paths use `/`. */
export class SiteFiles {
  readonly #files = new Map<string, SiteFile>();

  add(path: string, content: string | Uint8Array): void {
    this.#files.set(path, { bytes: typeof content === "string" ? new TextEncoder().encode(content) : content });
  }

  copy(path: string, from: string): void {
    this.#files.set(path, { copyOf: from });
  }

  /** Adds a file whose name is made from its bytes, so that a browser never shows an old one. Returns its path. */
  addHashed(folder: string, stem: string, extension: string, content: string | Uint8Array): string {
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
    const path = posix.join(folder, `${stem}-${hash}.${extension}`);
    this.add(path, content);
    return path;
  }

  entries(): [string, SiteFile][] {
    return [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
