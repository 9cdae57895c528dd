import { runVitest } from "./runVitest.js";

/** `npm test`: every check, one representative of each kind of fault. What follows `--` goes to vitest. */
export async function command(argv: string[]): Promise<number> {
  return await runVitest(argv);
}
