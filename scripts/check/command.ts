import { checks } from "./checks.js";

/** `npm run check`: types, linter and formatter over the code and the notebooks' cells. */
export async function command(): Promise<number> {
  let failures = 0;
  for (const { title, run } of checks) {
    const complaint = await run();
    console.log(`${complaint === "" ? "ok    " : "FAILED"} ${title}`);
    if (complaint !== "") console.log(complaint.replace(/^/gm, "    "));
    failures += complaint === "" ? 0 : 1;
  }
  return failures === 0 ? 0 : 1;
}
