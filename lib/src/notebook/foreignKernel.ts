import { displayHook } from "./displayHook.js";
import { warn } from "./warn.js";

/**
 * Says in a kernel of tslab's own, which sets `__tslab__`, what is missing there. It is called when this topic is
 * imported: in the first cell that could notice.
 */
export function noteForeignKernel(): void {
  if (displayHook() || !("__tslab__" in globalThis)) return;
  warn(
    "this is not the project's own kernel: figures come as text, and ■ may not stop a training. " +
      'Choose the kernel "TypeScript (kl-to-vae)"; `npm run lab` starts JupyterLab with it.',
  );
}
