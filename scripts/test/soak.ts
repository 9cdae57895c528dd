import { runVitest } from "./runVitest.js";

/** `npm run test:soak`: the same faults by the dozen. */
export async function command(argv: string[]): Promise<number> {
  return await runVitest(argv, { KL_TO_VAE_SOAK: "1" });
}
