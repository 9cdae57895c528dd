import { posix } from "node:path";
import GithubSlugger from "github-slugger";
import { PostsError } from "../PostsError.js";
import type { Heading } from "../markdown/headings.js";
import type { Citations } from "../references/Citations.js";
import type { SiteFiles } from "../site/SiteFiles.js";

export interface PageOptions {
  /** What messages call it: the notebook's file name. */
  readonly name: string;
  /** Where its pictures are. */
  readonly directory: string;
  /** Its folder in the site; "" is the site's root. */
  readonly permalink: string;
  readonly files: SiteFiles;
  readonly citations: Citations;
  /** File name of a notebook → its permalink. */
  readonly permalinks: ReadonlyMap<string, string>;
  readonly warn: (message: string) => void;
}

/** One page while it is made: what its cells have in common. */
export class Page {
  readonly options: PageOptions;
  readonly headings: Heading[] = [];
  /** The site paths of its pictures, in their order. */
  readonly pictures: string[] = [];
  /** KaTeX's macros: what one cell defines the next may use, as in JupyterLab. */
  readonly macros: Record<string, string> = {};
  readonly #slugger = new GithubSlugger();
  figureCount = 0;
  hasPlotly = false;

  constructor(options: PageOptions) {
    this.options = options;
    for (const reserved of ["content", "contents", "references"]) this.#slugger.slug(reserved);
  }

  slug(text: string): string {
    return this.#slugger.slug(text);
  }

  /** The relative address of a file or page of the site, good from a disk as from a server. */
  address(path: string): string {
    return posix.relative(this.options.permalink, path);
  }

  warn(message: string, cell?: number): void {
    this.options.warn(`${this.#place(cell)}: ${message}`);
  }

  error(message: string, cell?: number): PostsError {
    return new PostsError(`${this.#place(cell)}: ${message}`);
  }

  #place(cell: number | undefined): string {
    return cell === undefined ? this.options.name : `${this.options.name}, cell ${cell}`;
  }
}
