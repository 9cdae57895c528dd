import { ensureBuilt } from "./build.mjs";
import { ensureDependencies } from "./ensureDependencies.mjs";

/** `npm run build`: compiles the library and the scripts where they changed. */
export async function command() {
  await ensureDependencies();
  await ensureBuilt();
  return 0;
}
