/** One line on standard error, each text once: twenty figures need not say twenty times what is missing. */
export function warn(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  process.stderr.write(`kl-to-vae: ${text.split("\n", 1)[0]}\n`);
}

const said = new Set<string>();
