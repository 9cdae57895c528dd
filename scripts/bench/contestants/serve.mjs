import { createInterface } from "node:readline";

/**
 * What a contestant makes ready: the step, and what it says of itself (see `Prepared` in `run/messages.ts`). A step gives a
 * number, or nothing. The memory is this process's, unless another does the work.
 *
 * @typedef {{
 *   step: () => Promise<number | void>, versions: Record<string, string>, threads: number, compileMilliseconds?: number,
 *   note?: string, residentBytes?: () => Promise<number>,
 * }} Work
 */

/**
 * Prepares a contestant's work and then does the steps it is asked for, until standard input ends. Answers alone go to
 * standard output; whatever else is printed goes to standard error.
 *
 * @param {() => Promise<Work>} prepare
 */
export async function serve(prepare) {
  const say = keepStandardOutput();
  const questions = createInterface({ input: process.stdin });
  // Whoever asked has gone, or has asked all.
  questions.once("close", () => process.exit(0));
  const start = performance.now();
  const {
    step,
    residentBytes = () => Promise.resolve(process.memoryUsage.rss()),
    ...about
  } = await prepare();
  say({ prepared: { ...about, seconds: (performance.now() - start) / 1000 } });
  for await (const question of questions) {
    /** @type {unknown} */
    const asked = JSON.parse(question);
    const times = await takeTurn(step, /** @type {{ steps: number }} */ (asked).steps);
    say({ ...times, residentBytes: await residentBytes() });
  }
}

/** @returns {(answer: object) => void} what writes to standard output from now on */
function keepStandardOutput() {
  const { stdout, stderr } = process;
  const own = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return (answer) => void own(`${JSON.stringify(answer)}\n`);
}

/**
 * @param {Work["step"]} step
 * @param {number} steps
 */
async function takeTurn(step, steps) {
  const milliseconds = [];
  const results = [];
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    const result = await step();
    milliseconds.push(performance.now() - start);
    if (typeof result === "number") results.push(result);
  }
  const result = results.reduce((sum, value) => sum + value, 0) / results.length;
  return { milliseconds, ...(results.length > 0 && { result }) };
}
