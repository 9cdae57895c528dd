import { join, relative } from "node:path";
import { figurePng } from "kl-to-vae/notebook";
import writeFileAtomic from "write-file-atomic";
import { benchDirectory } from "./benchDirectory.js";
import { describeMachine } from "./report/describeMachine.js";
import { formatSweepReport } from "./report/formatSweepReport.js";
import { makeSweepReport, type SweepReport } from "./report/makeSweepReport.js";
import { sweepFigure } from "./report/sweepFigure.js";
import { runSweep } from "./run/runSweep.js";
import type { RunOptions } from "./run/runTrial.js";
import type { Sweep } from "./Sweep.js";
import { writeJson } from "./writeJson.js";

/** Runs a sweep, prints its report, writes all its figures to a file and plots them. @throws BenchError if a contestant fails */
export async function benchSweep(sweep: Sweep, options: RunOptions): Promise<SweepReport> {
  const circumstances = { date: new Date(), machine: describeMachine() };
  const report = makeSweepReport(sweep, await runSweep(sweep, options), circumstances);
  const figures = join(benchDirectory, `${report.name}.json`);
  const plot = join(benchDirectory, `${report.name}.png`);
  const png = await figurePng(sweepFigure(report), { width: 1280, scale: 2 });
  await writeJson(figures, report);
  await writeFileAtomic(plot, Buffer.from(png));
  const [toFigures, toPlot] = [figures, plot].map((path) => relative(process.cwd(), path));
  console.log(`\n${formatSweepReport(report)}\nAll figures: ${toFigures}; as a plot: ${toPlot}\n`);
  return report;
}
