import { appendFileSync } from "node:fs";
import { serve } from "../../../../scripts/bench/contestants/serve.mjs";

/** Adds up numbers, and writes its name and process id to a file at every step. Usage: tiny.mjs NAME COUNT [FAULT] FILE */
const [name = "", count = "1", ...rest] = process.argv.slice(2);
const file = rest.at(-1) ?? "";
const fault = rest.length > 1 ? rest[0] : undefined;

await serve(() => {
  if (fault === "refuses") throw new Error("there is nothing to prepare");
  let steps = 0;
  const step = async () => {
    steps++;
    process.stdout.write("words that are no answer\n");
    appendFileSync(file, `${name} ${process.pid}\n`);
    if (fault === "throws" && steps === 3) throw new RangeError("three is too many");
    if (fault === "hangs" && steps === 3) await new Promise(() => setInterval(() => undefined, 1000));
    let sum = 0;
    for (let i = 1; i <= Number(count); i++) sum += i;
    return sum;
  };
  return Promise.resolve({ step, versions: { "Node.js": process.versions.node }, threads: 1, note: "tiny" });
});
