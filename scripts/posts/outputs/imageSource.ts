import type { Page } from "../pages/Page.js";

export type ImageType = "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/svg+xml";

/** How the bytes of each type begin, read as Latin-1. */
const signatures: Readonly<Record<Exclude<ImageType, "image/svg+xml">, string>> = {
  "image/png": "\x89PNG\r\n\x1a\n",
  "image/jpeg": "\xff\xd8\xff",
  "image/gif": "GIF8",
  "image/webp": "RIFF",
};

/**
 * The address of a picture on the page: a file of the site, named after its bytes. SVG becomes a data: address,
 * since as a file it could be opened by itself and then run scripts. Content given as text is base64 (or SVG source).
 * `undefined` when the bytes are not of that type.
 */
export function imageSource(content: string | Uint8Array, type: ImageType, page: Page): string | undefined {
  if (type === "image/svg+xml") return svgSource(content);
  const bytes = typeof content === "string" ? decodeBase64(content) : content;
  if (bytes === undefined || !Buffer.from(bytes).toString("latin1", 0, 8).startsWith(signatures[type]))
    return undefined;
  const folder = page.options.permalink === "" ? "images" : page.options.permalink;
  const path = page.options.files.addHashed(folder, "picture", type.slice("image/".length), bytes);
  page.pictures.push(path);
  return page.address(path);
}

function svgSource(content: string | Uint8Array): string | undefined {
  const text = typeof content === "string" ? content : Buffer.from(content).toString("utf8");
  const svg = text.includes("<svg") ? text : Buffer.from(text, "base64").toString("utf8");
  return svg.includes("<svg")
    ? `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`
    : undefined;
}

function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/\s+/g, "");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(compact) ? Buffer.from(compact, "base64") : undefined;
}
