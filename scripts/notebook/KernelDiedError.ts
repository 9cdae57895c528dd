/** The kernel's process ended, or never answered. */
export class KernelDiedError extends Error {
  override readonly name = "KernelDiedError";
}
