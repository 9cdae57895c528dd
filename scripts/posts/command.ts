import { readdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { notebooksDirectory, siteDirectory } from "../setup/paths.mjs";
import { executedCopies } from "./executedCopies.js";
import { exportSite, type ExportResult } from "./exportSite.js";
import { PostsError } from "./PostsError.js";

interface Options {
  readonly output: string;
  readonly source: string;
  readonly drafts: boolean;
}

/** `npm run posts`: exports the notebooks, or the FILES given, and the landing post. Returns the exit code. */
export async function command(argv: string[]): Promise<number> {
  const program = new Command("npm run posts --")
    .description("Export the notebooks, with the outputs they have, as a static site.")
    .argument("[files...]", "notebooks, in the order of the series (default: all in the source folder)")
    .option("--source <dir>", "folder of the notebooks, index.md and references.bib", notebooksDirectory)
    .option("--output <dir>", "folder to write the site to; it is replaced as a whole", siteDirectory)
    .option("--drafts", "export posts marked as drafts too", false)
    .exitOverride();
  try {
    program.parse(argv, { from: "user" });
    const { source, output, drafts } = program.opts<Options>();
    const notebooks = executedCopies(program.args.length > 0 ? program.args : await findNotebooks(source));
    report(await exportSite({ notebooks, index: join(source, "index.md"), output, drafts }));
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof PostsError)) throw error;
    console.error(`The posts were not exported: ${error.message}`);
    return 1;
  }
}

async function findNotebooks(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new PostsError(`${resolve(folder)} cannot be read: ${(error as Error).message}.`);
  });
  const notebooks = names.filter((name) => name.endsWith(".ipynb")).sort();
  if (notebooks.length === 0) throw new PostsError(`${resolve(folder)} holds no notebook.`);
  return notebooks.map((name) => join(folder, name));
}

function report({ output, posts, warnings }: ExportResult): void {
  for (const warning of warnings) console.warn(`note: ${warning}`);
  for (const { title, page } of posts) console.log(`${relative(process.cwd(), page)}  ${title}`);
  console.log(`The site begins at ${relative(process.cwd(), join(output, "index.html"))}.`);
}
