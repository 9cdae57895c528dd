import type { ImageType } from "./imageSource.js";
import type { Display } from "./renderBundle.js";

/** The size to show a picture at: what the notebook says (`metadata["image/png"]`), else the PNG's own. */
export function pictureSize(
  content: string,
  type: ImageType,
  display: Display,
): { width?: number; height?: number } {
  const { width, height } = (display.metadata[type] ?? {}) as { width?: unknown; height?: unknown };
  if (isSize(width)) return isSize(height) ? { width, height } : { width };
  if (type !== "image/png") return {};
  const header = Buffer.from(content.slice(0, 48), "base64");
  return header.length < 24 ? {} : { width: header.readUInt32BE(16), height: header.readUInt32BE(20) };
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= 10_000;
}
