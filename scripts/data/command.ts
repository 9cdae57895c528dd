import { Argument, Command, CommanderError } from "commander";
import { resolve } from "node:path";
import { dataCacheDirectory, fashionMnist, freyFace, mnist, type DataSource } from "kl-to-vae/data";
import { provideFile, type ProvideOptions } from "./provideFile.js";

const SOURCES: Readonly<Record<string, DataSource>> = {
  [mnist.folder]: mnist,
  [fashionMnist.folder]: fashionMnist,
  [freyFace.folder]: freyFace,
};

/** Where the command writes. */
export interface Output {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** `npm run data`: fetches and verifies data sets. Resolves to the exit code. */
export async function command(argv: string[], output: Output = process): Promise<number> {
  let exitCode = 0;
  const program = new Command("npm run data --")
    .description("Fetch data sets into the cache and verify them by their checksums.")
    .addArgument(
      new Argument("[set]", "which data set").choices([...Object.keys(SOURCES), "all"]).default("mnist"),
    )
    .option("--from <DIR>", "copy from this directory instead of downloading")
    .option("--directory <DIR>", "put the files here instead of the cache")
    .option("--check", "only verify what is there")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.stdout.write(text),
      writeErr: (text) => output.stderr.write(text),
    })
    .action(async (set: string, options: { from?: string; directory?: string; check?: boolean }) => {
      exitCode = await provide(set, output, {
        directory: resolve(options.directory ?? dataCacheDirectory()),
        from: options.from,
        check: options.check ?? false,
      });
    });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    output.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function provide(set: string, { stdout, stderr }: Output, options: ProvideOptions): Promise<number> {
  const sources = set === "all" ? Object.values(SOURCES) : [SOURCES[set] as DataSource];
  const failures: string[] = [];
  for (const source of sources) {
    for (const file of source.files) {
      const outcome = await provideFile(source, file, options);
      stdout.write(`${source.folder}/${file.name}: ${outcome.state}\n`);
      if (outcome.failure !== undefined) failures.push(outcome.failure);
      if (outcome.unreachable) break;
    }
  }
  if (failures.length === 0) {
    stdout.write(`All files are in ${options.directory} and have the right checksums.\n`);
    return 0;
  }
  stderr.write(`${failures.join("\n")}\n`);
  return 1;
}
