import type { DisplayBundle, DisplayOptions } from "kl-to-vae/notebook";

const DISPLAY = Symbol.for("kl-to-vae.display");

/** One call of the display hook. */
export interface Displayed {
  readonly bundle: DisplayBundle;
  readonly options: DisplayOptions;
}

/** Installs a display hook like the kernel's that keeps what it is given; `restore` takes it away again. */
export function recordDisplays(): { displayed: Displayed[]; restore: () => void } {
  const displayed: Displayed[] = [];
  const record = (bundle: DisplayBundle, options: DisplayOptions = {}): void => {
    displayed.push({ bundle, options });
  };
  Object.defineProperty(globalThis, DISPLAY, { value: record, configurable: true });
  return { displayed, restore: () => Reflect.deleteProperty(globalThis, DISPLAY) };
}
