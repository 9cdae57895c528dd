/**
 * The last lines of a program's output that say something, indented for a message.
 *
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines
    .slice(-count)
    .map((line) => `    ${line}`)
    .join("\n");
}
