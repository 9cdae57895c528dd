const INTERRUPT = Symbol.for("kl-to-vae.interrupt");

/**
 * A signal that aborts when the reader interrupts the running cell (the ■ button). Outside a notebook it never aborts.
 * Ask for it in the cell that does the work and pass it on as `signal`.
 */
export function interruptSignal(): AbortSignal {
  const current = (globalThis as { [INTERRUPT]?: () => AbortSignal })[INTERRUPT];
  return current?.() ?? new AbortController().signal;
}
