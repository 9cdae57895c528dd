/**
 * @typedef {import("./OutputRouter.mjs").OutputRouter} OutputRouter
 * @typedef {import("./Interrupts.mjs").Interrupts} Interrupts
 * @typedef {{ displayId?: string, update?: boolean, metadata?: Record<string, unknown> }} DisplayOptions
 */

/**
 * What the library finds in this kernel, under symbols that it knows by name: a way to display a bundle of mime types,
 * and the signal that says when the reader wants the running cell to stop. tslab's own `display` goes the same way.
 * @param {OutputRouter} outputs
 * @param {Interrupts} interrupts
 * @param {typeof import("tslab/dist/jupyter.js")} jupyter
 */
export function installHooks(outputs, interrupts, jupyter) {
  /**
   * @param {Record<string, unknown>} bundle
   * @param {DisplayOptions} [options]
   */
  function display(bundle, { displayId, update = false, metadata = {} } = {}) {
    const transient = displayId === undefined ? {} : { display_id: displayId };
    outputs.publish(update ? "update_display_data" : "display_data", {
      data: encodeBytes(bundle),
      metadata,
      transient,
    });
  }
  Object.assign(globalThis, {
    [Symbol.for("kl-to-vae.display")]: display,
    [Symbol.for("kl-to-vae.interrupt")]: () => interrupts.signal(),
  });
  /** @type {typeof jupyter.lastWriteDisplayData} */
  const writeDisplayData = ({ data, metadata, transient }, update) => {
    const displayId = transient.display_id;
    display(data, { update, metadata, ...(displayId === undefined ? {} : { displayId }) });
  };
  Object.assign(jupyter, { lastWriteDisplayData: writeDisplayData });
}

/** @param {Record<string, unknown>} bundle */
function encodeBytes(bundle) {
  return Object.fromEntries(
    Object.entries(bundle).map(([type, value]) => [
      type,
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    ]),
  );
}
