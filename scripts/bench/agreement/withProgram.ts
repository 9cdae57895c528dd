import { ProgramProcess, type Program } from "../run/ProgramProcess.js";

/**
 * Starts a program and talks to it; then it ends, or is ended where that fails.
 *
 * @throws the signal's reason, if it is aborted; the program has been killed then
 */
export async function withProgram<T>(
  program: Program,
  signal: AbortSignal,
  talk: (process: ProgramProcess) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const process = new ProgramProcess(program);
  const kill = (): void => process.kill();
  signal.addEventListener("abort", kill);
  try {
    const result = await talk(process);
    await process.end();
    return result;
  } catch (error) {
    kill();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", kill);
  }
}
