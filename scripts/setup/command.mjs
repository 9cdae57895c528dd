import { setUp } from "./setUp.mjs";

/** `npm run setup`: everything a fresh clone needs; tries native TensorFlow again where it failed before. */
export async function command() {
  await setUp({ tensorflow: true, retry: true });
  console.log("Everything is set up. `npm start` runs the series, `npm run lab` opens it.");
  return 0;
}
