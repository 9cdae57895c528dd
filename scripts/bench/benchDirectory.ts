import { join } from "node:path";
import { buildDirectory } from "../setup/paths.mjs";

/** Where the benchmark keeps its Python environment, its inputs and its reports. */
export const benchDirectory: string = join(buildDirectory, "bench");
