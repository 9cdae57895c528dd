import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { existsSync } from "node:fs";
import { frontMatter, landingSchema } from "./notebook/frontMatter.js";
import { readPost, type NotebookFiles, type Post } from "./notebook/readPost.js";
import { Page } from "./pages/Page.js";
import { renderLanding, type Landing } from "./pages/renderLanding.js";
import { renderPost, renderPostPage } from "./pages/renderPost.js";
import { PostsError } from "./PostsError.js";
import { Citations } from "./references/Citations.js";
import { readReferences, type References } from "./references/readReferences.js";
import { addAssets } from "./site/addAssets.js";
import { SiteFiles } from "./site/SiteFiles.js";
import { writeSite } from "./site/writeSite.js";

export interface ExportOptions {
  /** The notebooks, in the order of the series. */
  readonly notebooks: readonly NotebookFiles[];
  /** The landing post, a Markdown file; `references.bib` beside it holds the cited works. */
  readonly index: string;
  /** The folder to write; replaced as a whole. */
  readonly output: string;
  /** Whether posts marked `draft: true` are exported too. Default: false. */
  readonly drafts?: boolean;
}

export interface ExportResult {
  readonly output: string;
  readonly posts: readonly { readonly notebook: string; readonly title: string; readonly page: string }[];
  /** What was left out or looks wrong, a line each. */
  readonly warnings: readonly string[];
}

/**
 * Makes the site from executed notebooks. Everything is rendered before anything is written; on an error the old
 * site stays as it was. The same input gives the same bytes.
 *
 * @throws PostsError naming the notebook, and the cell or field, that is at fault
 */
export async function exportSite(options: ExportOptions): Promise<ExportResult> {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const read = options.notebooks.map((files) => readPost(files, warn));
  const posts = read.filter((post) => options.drafts === true || !post.matter.draft);
  checkPermalinks(posts);
  const references = await findReferences(options.index);
  const landing = await readLanding(options.index);

  const files = new SiteFiles();
  const permalinks = new Map(posts.map((post) => [post.name, post.matter.permalink]));
  const newPage = (name: string, directory: string, permalink: string): Page =>
    new Page({ name, directory, permalink, files, citations: new Citations(references), permalinks, warn });
  const rendered = posts.map((post) =>
    renderPost(post, newPage(post.name, post.directory, post.matter.permalink)),
  );
  const assets = await addAssets(files, { plotly: rendered.some(({ page }) => page.hasPlotly) });
  rendered.forEach(({ path }, index) => {
    files.add(path, renderPostPage(rendered, index, landing.matter.title, assets));
  });
  const landingPage = newPage(basename(options.index), dirname(options.index), "");
  files.add("index.html", renderLanding(landing, rendered, landingPage, assets));

  await writeSite(files, options.output);
  const output = resolve(options.output);
  return {
    output,
    posts: rendered.map(({ post, path }) => ({
      notebook: post.name,
      title: post.matter.title,
      page: join(output, path),
    })),
    warnings,
  };
}

async function readLanding(index: string): Promise<Landing> {
  const text = await readFile(index, "utf8").catch((error: unknown) => {
    throw new PostsError(`The landing post cannot be read: ${(error as Error).message}.`);
  });
  const { matter, rest } = frontMatter(text, landingSchema, basename(index));
  return { matter, source: rest };
}

async function findReferences(index: string): Promise<References> {
  const path = join(dirname(index), "references.bib");
  return existsSync(path) ? readReferences(path) : new Map();
}

function checkPermalinks(posts: readonly Post[]): void {
  const seen = new Map<string, string>();
  for (const { name, matter } of posts) {
    const other = seen.get(matter.permalink);
    if (other !== undefined)
      throw new PostsError(`${other} and ${name} have the same permalink, ${matter.permalink}.`);
    seen.set(matter.permalink, name);
  }
}
