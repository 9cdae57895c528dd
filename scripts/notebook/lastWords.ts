/** Stack frames, V8's headings and memory log, and blank lines: none of them says why a process ended. */
const NOISE =
  /^\s*(?:$|at |\d+: 0x|-+ (?:Native|JavaScript) stack trace|<--- |\[\d+:0x|Node\.js v\d|\(Use `node --trace)/;

/** The last lines of what a process wrote before it ended that may explain its end. */
export function lastWords(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => !NOISE.test(line));
  return lines.slice(-5).join("\n");
}
