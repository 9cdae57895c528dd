/** The metrics log in a folder of checkpoints, where no other place is named for it. */
export const metricsName = "metrics.jsonl";

/** The file that says whose a folder of checkpoints is. */
export const ownerName = "owner.json";

const pattern = /^checkpoint-([0-9]{8,16})\.safetensors$/;

/** The file name of the checkpoint after so many steps. */
export function fileName(steps: number): string {
  return `checkpoint-${String(steps).padStart(8, "0")}.safetensors`;
}

/** The steps of a checkpoint's file name; undefined for the name of any other file. */
export function stepsOf(name: string): number | undefined {
  const digits = pattern.exec(name)?.[1];
  if (digits === undefined) return undefined;
  const steps = Number(digits);
  return fileName(steps) === name ? steps : undefined;
}
