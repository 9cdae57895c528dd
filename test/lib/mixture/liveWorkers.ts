interface Report {
  readonly workers: readonly unknown[];
}

/** How many worker threads this process has, those included that do not keep it alive. */
export function liveWorkers(): number {
  const { report } = process;
  if (!report) throw new Error("This process gives no reports.");
  (report as { excludeNetwork?: boolean }).excludeNetwork = true;
  return (report.getReport() as unknown as Report).workers.length;
}
