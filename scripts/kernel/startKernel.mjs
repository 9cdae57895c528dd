import { answererFor } from "./answererFor.mjs";
import { CellExecutor } from "./CellExecutor.mjs";
import { GarbageWatch } from "./GarbageWatch.mjs";
import { installHooks } from "./installHooks.mjs";
import { KernelServer } from "./KernelServer.mjs";
import { loadTslab } from "./loadTslab.mjs";

/**
 * Starts the kernel in this process: cells run with tslab, and Jupyter's protocol is spoken where tslab itself does not.
 * @param {import("./wire.mjs").Connection} connection
 * @param {Promise<import("./describeThrown.mjs").CellError | undefined>} preparation what the first cell waits for; it
 *   fails with the error this resolves to
 */
export async function startKernel(connection, preparation) {
  const tslab = loadTslab();
  const executor = new CellExecutor(tslab);
  const garbage = new GarbageWatch();
  let unprepared = preparation;
  const server = new KernelServer(connection, {
    answerer: answererFor(tslab, executor.tslab),
    interrupt: () => executor.interrupts.interrupt(),
    execute: async (source, count) => {
      const problem = await unprepared;
      unprepared = Promise.resolve(undefined);
      try {
        return problem ?? (await executor.execute(source, count));
      } finally {
        // When the reply is out.
        setImmediate(() => garbage.check());
      }
    },
  });
  installHooks(server.outputs, executor.interrupts, tslab.jupyter);
  server.outputs.captureStreams();
  executor.interrupts.listen();
  process.on("uncaughtException", (error) => console.error("Uncaught, outside any cell's own run:", error));
  process.on("unhandledRejection", (reason) =>
    console.error("Unhandled rejection of a promise nobody awaited:", reason),
  );
  await server.start();
}
