import { SetupError } from "./SetupError.mjs";

const oldest = [20, 19];
const newestMajor = 26;

/**
 * Refuses a Node.js that the project is known not to run on, and warns about one newer than was tried.
 *
 * @param {string} version like "20.19.0"
 * @param {(line: string) => void} warn
 */
export function checkNodeVersion(version = process.versions.node, warn = console.warn) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldMajor = 0, oldMinor = 0] = oldest;
  if (major < oldMajor || (major === oldMajor && minor < oldMinor)) {
    throw new SetupError(`This project needs Node.js ${oldest.join(".")} or newer, but this is ${version}.`, {
      remedy: "Install a current Node.js (22 or 24, say) and run the command again.",
    });
  }
  if (major > newestMajor) {
    warn(
      `Node.js ${version} is newer than the newest this project was tried on (${newestMajor}). It may still work.`,
    );
  }
}
