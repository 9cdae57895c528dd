const [first, second] = process.argv.slice(2);

/** Prints one line at once and another one whenever it is asked for something. Usage: babbling.mjs FIRST SECOND FILE */
process.stdin.on("data", () => process.stdout.write(`${second}\n`));
process.stdout.write(`${first}\n`);
