import { join, relative } from "node:path";
import { benchDirectory } from "../benchDirectory.js";
import { describeMachine } from "../report/describeMachine.js";
import { writeJson } from "../writeJson.js";
import type { Agreement } from "./Agreement.js";
import type { AgreementOptions } from "./AgreementOptions.js";
import { formatLossReport } from "./formatLossReport.js";
import { formatSeedReport } from "./formatSeedReport.js";
import { makeLossReport, type LossReport } from "./makeLossReport.js";
import { makeSeedReport, type SeedReport } from "./makeSeedReport.js";
import { runLosses } from "./runLosses.js";
import { runSeeds } from "./runSeeds.js";

export type AgreementReport = LossReport | SeedReport;

/** Looks for an agreement, prints its report and writes all its figures to a file. @throws BenchError if a program fails */
export async function benchAgreement(
  agreement: Agreement,
  options: AgreementOptions,
): Promise<AgreementReport> {
  const [report, text] = await examine(agreement, options);
  const path = join(benchDirectory, `${report.name}.json`);
  await writeJson(path, report);
  console.log(`\n${text}\nAll figures: ${relative(process.cwd(), path)}\n`);
  return report;
}

async function examine(
  agreement: Agreement,
  options: AgreementOptions,
): Promise<[report: AgreementReport, text: string]> {
  const circumstances = { date: new Date(), machine: describeMachine() };
  if (agreement.kind === "losses") {
    const report = makeLossReport(agreement, await runLosses(agreement, options), circumstances);
    return [report, formatLossReport(report)];
  }
  const report = makeSeedReport(agreement, await runSeeds(agreement, options), circumstances);
  return [report, formatSeedReport(report)];
}
