import { KlToVaeError } from "./KlToVaeError.js";

/** An array has another shape than the one asked for, or is ragged. */
export class ShapeError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("SHAPE", message, options);
  }
}
