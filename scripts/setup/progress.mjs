/**
 * Says on standard error what a long step is doing: one line that is rewritten on a terminal, and elsewhere a line
 * when the step starts, one now and then while it lasts, and one when it ends.
 *
 * @template T
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @param {(result: T) => boolean} [succeeded] whether a result that was returned is a success; the last line says so
 * @returns {Promise<T>}
 */
export async function withProgress(title, work, succeeded = () => true) {
  const stream = process.stderr;
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  let detail = "";
  const draw = () => {
    const line = `  ${title} … ${[detail, seconds()].filter(Boolean).join(", ")}`;
    if (stream.isTTY) stream.write(`\r\x1b[K${line.slice(0, (stream.columns || 100) - 1)}`);
    else stream.write(`${line}\n`);
  };
  const end = (/** @type {string} */ mark) =>
    stream.write(`${stream.isTTY ? "\r\x1b[K" : ""}  ${mark} ${title} (${seconds()})\n`);
  if (!stream.isTTY) stream.write(`  ${title} …\n`);
  const timer = setInterval(draw, stream.isTTY ? 250 : 15_000);
  try {
    const result = await work((text) => (detail = text));
    end(succeeded(result) ? "done:" : "failed:");
    return result;
  } catch (error) {
    end("failed:");
    throw error;
  } finally {
    clearInterval(timer);
  }
}
