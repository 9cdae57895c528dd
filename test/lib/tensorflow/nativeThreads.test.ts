import { beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../support/runCommand.js";
import { useProgram } from "../../support/useProgram.js";
import { startBackend } from "../vae/startBackend.js";

interface Threads {
  readonly processors: number;
  readonly operationsAtOnce: number;
  readonly environment: string | null;
}

const program = useProgram(
  "threads.mjs",
  `
  import { availableParallelism } from "node:os";
  import { useBackend } from "kl-to-vae/tensorflow";
  import { operationsAtOnce } from "../../lib/dist/tensorflow/nativeThreads.js";

  await useBackend("tensorflow");
  const environment = process.env.TF_NUM_INTRAOP_THREADS ?? null;
  console.log(JSON.stringify({ processors: availableParallelism(), operationsAtOnce: operationsAtOnce(), environment }));
`,
);

async function threads(setting?: string, processors?: string): Promise<Threads> {
  const node = [process.execPath, program.file];
  const [command, ...parameters] = processors === undefined ? node : ["taskset", "-c", processors, ...node];
  const environment = { TF_NUM_INTRAOP_THREADS: setting };
  const { code, stdout, output } = await runCommand(command as string, parameters, { environment });
  expect(code, output).toBe(0);
  return JSON.parse(stdout) as Threads;
}

describe("native TensorFlow", () => {
  beforeEach(async (context) => {
    const obstacle = await startBackend("tensorflow");
    if (obstacle !== undefined) context.skip(obstacle);
  });

  it("has operations of one thread side by side where there are two processors, and else one that has all", async () => {
    const { processors, operationsAtOnce, environment } = await threads();
    expect(operationsAtOnce).toBe(processors === 2 ? 2 : 1);
    expect(environment).toBeNull();
  });

  it.runIf(process.platform === "linux")("does so on one processor of many", async () => {
    expect(await threads(undefined, "0")).toEqual({ processors: 1, operationsAtOnce: 1, environment: null });
  });

  it("takes the number of threads that it is given", async () => {
    const one = await threads("1");
    expect(one).toEqual({ processors: one.processors, operationsAtOnce: one.processors, environment: "1" });
    expect(await threads(String(one.processors))).toMatchObject({ operationsAtOnce: 1 });
    expect(await threads("many")).toMatchObject({ operationsAtOnce: 1 });
  });
});
