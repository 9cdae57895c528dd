/** Whether a child gets a process group of its own (`detached`), so that what it starts can be ended with it. */
export const ownGroup = process.platform !== "win32";

/**
 * Ends a child that was started with `detached: ownGroup`, and all that it has started.
 *
 * @param {import("node:child_process").ChildProcess} child
 */
export function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has ended already.
  }
}
