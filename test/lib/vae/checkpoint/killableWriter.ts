import { build } from "esbuild";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A process that writes one checkpoint after another, each after one step more, until it is killed. */
export interface KillableWriter {
  /** Kills it so many milliseconds after its first checkpoint, and gives the steps of the last one it reported. */
  killAfter(folder: string, firstSteps: number, milliseconds: number): Promise<number>;
}

/** What the writer writes: so much that most of its time goes by within a write. */
export const numbersPerCheckpoint = 500_000;

/** Builds the program from the sources. */
export async function buildWriter(): Promise<KillableWriter> {
  const source = fileURLToPath(new URL("../../../../lib/src/vae/checkpoint/index.ts", import.meta.url));
  const { outputFiles } = await build({
    stdin: {
      contents: `import { writeSync } from "node:fs";
        import { CheckpointDirectory } from ${JSON.stringify(source)};
        const [folder, first] = process.argv.slice(1);
        const directory = new CheckpointDirectory(folder, { keep: 2 });
        for (let steps = Number(first); ; steps++) {
          const data = new Float32Array(${numbersPerCheckpoint}).fill(steps);
          await directory.write(steps, { arrays: { weight: { data, shape: [data.length] } }, record: { steps } });
          writeSync(1, steps + "\\n");
        }`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
  });
  const program = outputFiles[0]?.text ?? "";
  return {
    async killAfter(folder, firstSteps, milliseconds) {
      const args = ["--input-type=module", "--eval", program, folder, String(firstSteps)];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      let reported = "";
      child.stdout.on("data", (chunk: Buffer) => (reported += chunk.toString("utf8")));
      const closed = once(child, "close");
      await once(child.stdout, "data");
      await sleep(milliseconds);
      child.kill("SIGKILL");
      await closed;
      return Number(reported.trimEnd().split("\n").at(-1));
    },
  };
}
