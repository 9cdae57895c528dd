import type { Figure } from "../../figures/index.js";

/** One picture asked of the render worker; sizes in pixels, `scale` multiplies both. */
export interface RenderRequest {
  readonly figure: Figure;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** What comes back: the PNG file's bytes, or why there are none. */
export type RenderReply = { readonly png: Uint8Array } | { readonly problem: string };
