import { setTimeout as sleep } from "node:timers/promises";

/** Whether there is a process of this id. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether the process has ended, or ends within a few seconds. (`expect.poll` does not work in concurrent tests.) */
export async function ends(pid: number): Promise<boolean> {
  for (let i = 0; i < 100 && lives(pid); i++) await sleep(50);
  return !lives(pid);
}
