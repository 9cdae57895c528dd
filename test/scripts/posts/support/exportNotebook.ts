import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { afterAll } from "vitest";
import { exportSite } from "../../../../scripts/posts/exportSite.js";

export const matter = [
  "---",
  "title: A post",
  "date: 2026-01-02",
  "description: What it says.",
  "permalink: a-post",
  "---",
].join("\n");

export const raw = (source: string): object => ({ cell_type: "raw", metadata: {}, source });

export const markdown = (source: string, attachments?: object): object => ({
  cell_type: "markdown",
  metadata: {},
  source,
  ...(attachments === undefined ? {} : { attachments }),
});

export const code = (source: string, outputs: object[] = [], tags: string[] = []): object => ({
  cell_type: "code",
  metadata: { tags },
  source,
  outputs,
  execution_count: 1,
});

export const display = (data: object, metadata: object = {}): object => ({
  output_type: "display_data",
  data,
  metadata,
});

export const notebook = (...cells: object[]): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

const made: string[] = [];
afterAll(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** An empty folder that is gone after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "posts-"));
  made.push(folder);
  return folder;
}

/** A folder with a landing post and the given files. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "notebooks"));
  const index = "---\ntitle: Series\ndescription: Of posts.\n---\n\nWelcome.\n";
  for (const [name, content] of Object.entries({ "notebooks/index.md": index, ...files })) {
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** Exports one notebook made of these cells after its front matter; gives the page, as a document, and the warnings. */
export async function exportCells(
  cells: object[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<{ document: Document; warnings: readonly string[]; folder: string }> {
  const folder = await folderWith({ ...files, "notebooks/post.ipynb": notebook(raw(matter), ...cells) });
  const { posts, warnings } = await exportSite({
    notebooks: [{ source: join(folder, "notebooks", "post.ipynb") }],
    index: join(folder, "notebooks", "index.md"),
    output: join(folder, "site"),
  });
  const html = await readFile(posts[0]?.page ?? "", "utf8");
  return { document: new JSDOM(html).window.document, warnings, folder };
}
