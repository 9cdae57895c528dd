import { expect, it } from "vitest";
import { GarbageWatch } from "../../../scripts/kernel/GarbageWatch.mjs";

/** In MiB. */
const heap = (): number => process.memoryUsage().heapUsed / 2 ** 20;

function leaveGarbage(objects: number): void {
  const all = Array.from({ length: objects }, (_, i) => ({ i }));
  expect(all.at(-1)?.i).toBe(objects - 1);
}

it("A kernel collects garbage once 256 MiB of it may have piled up, and lets less be", () => {
  const watch = new GarbageWatch();
  const before = heap();
  leaveGarbage(1_000_000);
  watch.check();
  expect(heap() - before).toBeGreaterThan(20);
  leaveGarbage(9_000_000);
  expect(heap() - before).toBeGreaterThan(256);
  watch.check();
  expect(heap() - before).toBeLessThan(20);
});
