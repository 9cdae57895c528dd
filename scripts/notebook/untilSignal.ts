const kernelGone = "the kernel is gone, and nothing was written for the notebook that was running";

/**
 * Ends the work where this process is asked to end, with the exit code a shell expects.
 *
 * @param outcome what is told then of the state that things are left in
 */
export async function untilSignal(
  work: (signal: AbortSignal) => Promise<number>,
  outcome: string = kernelGone,
): Promise<number> {
  const controller = new AbortController();
  let code: number | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    code ??= name === "SIGINT" ? 130 : 143;
    controller.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (code === undefined) throw error;
    console.error(`\nStopped; ${outcome}.`);
    return code;
  } finally {
    process.removeListener("SIGINT", onSignal).removeListener("SIGTERM", onSignal);
  }
}
