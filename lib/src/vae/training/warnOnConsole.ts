/** Where warnings go unless one says otherwise. */
export function warnOnConsole(message: string): void {
  // eslint-disable-next-line no-console -- for people who run a training
  console.warn(message);
}
