import { createRequire } from "node:module";
import type { ImageGrid } from "../figures/index.js";
import { figureFonts } from "./render/fonts.js";

interface Context {
  font: string;
  fillStyle: string;
  textBaseline: "middle";
  textAlign: "center" | "right";
  fillText(text: string, x: number, y: number): void;
  createImageData(width: number, height: number): { data: Uint8ClampedArray };
  putImageData(image: object, x: number, y: number): void;
}

interface CanvasModule {
  createCanvas: (
    width: number,
    height: number,
  ) => { getContext(kind: "2d"): Context; toBuffer(type: "image/png"): Buffer };
  GlobalFonts: { registerFromPath(path: string): unknown };
}

/**
 * A grid of images and its labels as the bytes of a PNG file.
 *
 * @throws Error (MODULE_NOT_FOUND) if `@napi-rs/canvas` is missing
 */
export function gridPng({ width, height, channels, data, labels }: ImageGrid): Buffer {
  const { createCanvas, GlobalFonts } = createRequire(import.meta.url)("@napi-rs/canvas") as CanvasModule;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++)
      image.data[4 * i + c] = data[i * channels + (channels === 1 ? 0 : c)] as number;
    image.data[4 * i + 3] = channels === 4 ? (data[4 * i + 3] as number) : 255;
  }
  context.putImageData(image, 0, 0);
  if (labels.length === 0) return canvas.toBuffer("image/png");
  const fonts = figureFonts();
  for (const file of fonts.files) GlobalFonts.registerFromPath(file);
  Object.assign(context, { font: `13px "${fonts.family}"`, fillStyle: "#24292f", textBaseline: "middle" });
  for (const { text, x, y, align } of labels) {
    context.textAlign = align === "centre" ? "center" : "right";
    context.fillText(text, x, y);
  }
  return canvas.toBuffer("image/png");
}
