import type { Content } from "../kernel/wire.mjs";
import { KernelDiedError } from "./KernelDiedError.js";
import type { KernelClient, Request } from "./KernelClient.js";
import { within } from "./within.js";

/** How a cell ended: nothing, or what went wrong in Jupyter's fields. `fatal` errors cannot be allowed by a tag. */
export interface CellProblem {
  ename: string;
  evalue: string;
  traceback: string[];
  fatal: boolean;
}

/** How long an interrupted cell has, in ms, before it is interrupted harder, and again before the kernel is killed. */
const GRACE = 2000;
/** How long to wait, in ms, for output that is still on its way after the kernel has answered. */
const OUTPUT_WAIT = 4000;

/** Waits for a cell that has been sent; stops it after the limit. `label` is what messages call it. */
export async function runCell(
  kernel: KernelClient,
  request: Request,
  { label, limitSeconds }: { label: string; limitSeconds: number },
): Promise<CellProblem | undefined> {
  request.idle.catch(() => undefined);
  request.reply.catch(() => undefined);
  try {
    const reply = await within(limitSeconds * 1000, request.reply, () => new OutOfTime());
    await within(OUTPUT_WAIT, request.idle, () => new OutOfTime()).catch(() => undefined);
    return reply.status === "ok" ? undefined : problemOf(reply);
  } catch (error) {
    if (error instanceof KernelDiedError) return dead(label, error);
    if (!(error instanceof OutOfTime)) throw error;
    return await stop(kernel, request, `${label} ran longer than ${limitSeconds} s`);
  }
}

/** Interrupts the cell, twice if need be; kills the kernel where that does not help. */
async function stop(kernel: KernelClient, { reply, idle }: Request, what: string): Promise<CellProblem> {
  for (let attempt = 0; attempt < 2; attempt++) {
    kernel.interrupt();
    try {
      await within(GRACE, reply, () => new OutOfTime());
      await within(OUTPUT_WAIT, idle, () => new OutOfTime());
      return fatal("CellTimeoutError", `${what} and was stopped`);
    } catch (error) {
      if (error instanceof KernelDiedError) return dead(what, error);
    }
  }
  kernel.close();
  return fatal("CellTimeoutError", `${what} and did not answer the interrupt: the kernel was killed`);
}

function dead(label: string, error: KernelDiedError): CellProblem {
  return fatal("KernelDiedError", `the kernel ${error.message} (in ${label})`);
}

function fatal(ename: string, evalue: string): CellProblem {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`], fatal: true };
}

function problemOf(reply: Content): CellProblem {
  const { ename = String(reply.status), evalue = "", traceback } = reply;
  const lines = Array.isArray(traceback) ? traceback.map(String) : [];
  return { ename: String(ename), evalue: String(evalue), traceback: lines, fatal: false };
}

class OutOfTime extends Error {}
