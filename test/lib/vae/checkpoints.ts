import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { EpochRecord, Trainer } from "kl-to-vae/vae";

/** An empty folder for the time of a test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-training-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The checkpoints in a folder, the oldest first. */
export function checkpointsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".safetensors"))
    .sort()
    .map((name) => join(folder, name));
}

/** Turns one bit of a file over. */
export function flipBit(path: string, position: number): void {
  const bytes = readFileSync(path);
  bytes[position] = (bytes[position] as number) ^ 1;
  writeFileSync(path, bytes);
}

/** A history without what is different each time. */
export function untimed(history: readonly EpochRecord[]): object[] {
  return history.map((record) => ({ ...record, seconds: 0 }));
}

/** Runs a trainer and aborts after so many steps. */
export async function runAndAbort(trainer: Trainer, epochs: number, steps: number): Promise<void> {
  const controller = new AbortController();
  let taken = 0;
  const onStep = (): void => void (++taken === steps && controller.abort(new Error("enough")));
  try {
    await trainer.run({ epochs, signal: controller.signal, onStep });
  } catch (error) {
    if ((error as Error).message !== "enough") throw error;
  }
}
