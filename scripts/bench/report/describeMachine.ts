import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** What a benchmark ran on. */
export interface Machine {
  readonly cpu: string;
  /** That this process may use. */
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** The mean number of busy processes over the last minute: what else there was to do. */
  readonly load: number;
}

/** The machine as it is now. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()}-${arch()} ${release()}`,
    load: loadavg()[0] ?? 0,
  };
}
