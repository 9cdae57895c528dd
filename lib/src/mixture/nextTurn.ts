/** Resolves after the event loop has turned: timers, input and aborts get their chance. Runs in browsers too. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if ("setImmediate" in globalThis) setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
