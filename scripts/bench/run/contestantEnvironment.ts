import { join } from "node:path";
import { benchDirectory } from "../benchDirectory.js";

/** The environment of the contestants: they compute on the CPU, and write nothing outside `build/bench`. */
export function contestantEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return {
    ...environment,
    CUDA_VISIBLE_DEVICES: "-1",
    PYTHONDONTWRITEBYTECODE: "1",
    TORCHINDUCTOR_CACHE_DIR: join(benchDirectory, "torchinductor"),
  };
}
