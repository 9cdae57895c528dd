import { join, relative } from "node:path";
import { benchDirectory } from "./benchDirectory.js";
import type { Comparison } from "./Comparison.js";
import { describeMachine } from "./report/describeMachine.js";
import { formatReport } from "./report/formatReport.js";
import { makeReport, type Report } from "./report/makeReport.js";
import { runTrial, type RunOptions } from "./run/runTrial.js";
import { writeJson } from "./writeJson.js";

/** Runs a comparison, prints its report and writes all its figures to a file. @throws BenchError if a contestant fails */
export async function benchComparison(comparison: Comparison, options: RunOptions): Promise<Report> {
  const circumstances = { date: new Date(), machine: describeMachine() };
  const report = makeReport(comparison, await runTrial(comparison, options), circumstances);
  const path = join(benchDirectory, `${report.name}.json`);
  await writeJson(path, report);
  console.log(`\n${formatReport(report)}\nAll figures: ${relative(process.cwd(), path)}\n`);
  return report;
}
