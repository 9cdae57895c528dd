import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { extname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Element, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";
import type { MimeBundle } from "../../notebook/nbformat.js";
import { imageSource, type ImageType } from "../outputs/imageSource.js";
import type { Page } from "../pages/Page.js";

const dataImage = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$/;
const types: Readonly<Record<string, ImageType>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};

export interface ImageOrigin {
  readonly cell: number;
  readonly attachments?: Readonly<Record<string, MimeBundle>> | undefined;
}

/** Brings every image of a Markdown cell into the site: attachments, data: addresses, and files below the notebook. */
export function localiseImages(tree: Root, page: Page, origin: ImageOrigin): void {
  visit(tree, "element", (node) => {
    if (node.tagName !== "img") return;
    node.properties.src = localAddress(decode(sourceOf(node)), page, origin);
    node.properties.loading = "lazy";
    if (typeof node.properties.alt !== "string" || node.properties.alt === "") {
      page.warn(
        "an image has no description; write it between the brackets: ![description](file)",
        origin.cell,
      );
    }
  });
}

/** HTML outputs have no folder and no attachments: their images are data: addresses or they are left out. */
export function dropForeignImages(tree: Root, page: Page, cell: number): void {
  visit(tree, "element", (node, index, parent) => {
    if (node.tagName !== "img" || dataImage.test(sourceOf(node))) return;
    page.warn("an image from outside the notebook is left out of an HTML output", cell);
    parent?.children.splice(index ?? 0, 1);
    return [SKIP, index ?? 0];
  });
}

/** The address on the page of a picture file below the notebook's folder. */
export function pictureFile(path: string, page: Page, cell?: number): string {
  const directory = realpathSync(page.options.directory);
  const file = resolve(directory, path);
  const type = types[extname(path).toLowerCase()];
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("//")) {
    throw page.error(
      `the image ${path} is not a file beside the notebook; save it there, so that the page needs no network`,
      cell,
    );
  }
  if (isAbsolute(path) || path.includes("\\") || isOutside(file, directory)) {
    throw page.error(
      `the image ${path} lies outside the notebook's folder; put it there and name it relative to the notebook`,
      cell,
    );
  }
  if (!existsSync(file) || !statSync(file).isFile())
    throw page.error(`the image ${path} does not exist`, cell);
  if (isOutside(realpathSync(file), directory))
    throw page.error(`the image ${path} links to a file outside the notebook's folder`, cell);
  if (type === undefined)
    throw page.error(`the image ${path} is none of ${Object.keys(types).join(", ")}`, cell);
  const address = imageSource(readFileSync(file), type, page);
  if (address === undefined) throw page.error(`the image ${path} is not what its name says (${type})`, cell);
  return address;
}

function localAddress(source: string, page: Page, origin: ImageOrigin): string {
  if (dataImage.test(source)) return source;
  if (!source.startsWith("attachment:")) return pictureFile(source, page, origin.cell);
  const name = source.slice("attachment:".length);
  const bundle = origin.attachments?.[name];
  for (const [type, content] of Object.entries(bundle ?? {})) {
    if (typeof content !== "string" || !Object.values(types).includes(type as ImageType)) continue;
    const address = imageSource(content, type as ImageType, page);
    if (address !== undefined) return address;
  }
  throw page.error(
    `the attachment ${name} is missing or is no picture; paste it into the cell again`,
    origin.cell,
  );
}

function sourceOf(node: Element): string {
  return typeof node.properties.src === "string" ? node.properties.src : "";
}

function decode(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function isOutside(file: string, directory: string): boolean {
  const path = relative(directory, file);
  return path === "" || path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}
