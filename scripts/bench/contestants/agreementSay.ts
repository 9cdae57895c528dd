/** Tells the bench something, in a line of standard output. */
export function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
