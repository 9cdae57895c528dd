/** What an output is in each format it comes in, by mime type: text, base64 of binary data, or plain objects. */
export interface DisplayBundle {
  readonly [mimeType: string]: unknown;
}

/** How a bundle is displayed. */
export interface DisplayOptions {
  /** A name under which the output can be replaced later. */
  readonly displayId?: string;
  /** Whether it replaces the output of this name instead of adding one. */
  readonly update?: boolean;
  /** Output metadata, by mime type. */
  readonly metadata?: { readonly [mimeType: string]: unknown };
}

/** What the kernel launcher installs for cells to display with. */
export type DisplayHook = (bundle: DisplayBundle, options?: DisplayOptions) => void;

const DISPLAY = Symbol.for("kl-to-vae.display");

/** The kernel's way to display, or undefined outside a notebook. */
export function displayHook(): DisplayHook | undefined {
  return (globalThis as { [DISPLAY]?: DisplayHook })[DISPLAY];
}

/** Displays a bundle in a notebook; elsewhere its plain text goes to standard output. */
export function display(bundle: DisplayBundle, options?: DisplayOptions): void {
  const hook = displayHook();
  if (hook) hook(bundle, options);
  else process.stdout.write(`${String(bundle["text/plain"])}\n`);
}
