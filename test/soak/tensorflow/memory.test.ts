import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { runCommand } from "../../support/runCommand.js";

type Work = "steps" | "compilations";

/** How many steps are taken and losses compiled, and by how many bytes each may add to the resident memory. */
const measures: Record<Work, { count: number; bar: number }> = {
  steps: { count: 5000, bar: 2 ** 10 },
  // Half of the one array of weights that the step trains.
  compilations: { count: 250, bar: 2 ** 17 },
};

/** By how many bytes the resident memory grows each time, after a fifth of the work for warming up. */
async function growth(work: Work, ...options: string[]): Promise<number> {
  const program = fileURLToPath(new URL("hold.mjs", import.meta.url));
  const args = ["--expose-gc", program, work, String(measures[work].count), ...options];
  const result = await runCommand(process.execPath, args, { cwd: projectRoot });
  expect(result.code, result.output).toBe(0);
  const samples = JSON.parse(result.stdout.trim().split("\n").at(-1) as string) as [number, number][];
  return slope(samples.slice(samples.length / 5));
}

/** The slope of the line of least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(points.map(([a]) => a)), mean(points.map(([, b]) => b))];
  const covariance = mean(points.map(([a, b]) => (a - x) * (b - y)));
  return covariance / mean(points.map(([a]) => (a - x) ** 2));
}

describe("the resident memory", () => {
  it.each(["steps", "compilations"] as const)(
    "stays flat over thousands of steps, or hundreds of compilations: %s",
    async (work) => {
      expect(await growth(work)).toBeLessThan(measures[work].bar);
    },
  );

  it.each(["steps", "compilations"] as const)(
    "would show a leak of one array of weights each time: %s",
    async (work) => {
      expect(await growth(work, "leak")).toBeGreaterThan(1.5 * measures[work].bar);
    },
  );
});
