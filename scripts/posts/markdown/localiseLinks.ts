import { posix } from "node:path";
import type { Root } from "hast";
import { slug } from "github-slugger";
import { visit } from "unist-util-visit";
import type { Page } from "../pages/Page.js";

/** Points links to other notebooks at their pages, and takes the address off links to files the site does not have. */
export function localiseLinks(tree: Root, page: Page, prefix: string, cell: number): void {
  const ids = idsOf(tree);
  visit(tree, "element", (node) => {
    const href = node.properties.href;
    if (node.tagName !== "a" || typeof href !== "string") return;
    if (/^(?:https?|mailto):/i.test(href)) {
      node.properties.rel = ["noopener"];
    } else if (href.startsWith("#")) {
      if (ids.has(`${prefix}${href.slice(1)}`)) node.properties.href = `#${prefix}${href.slice(1)}`;
    } else {
      node.properties.href = notebookAddress(href, page);
      if (node.properties.href === undefined)
        page.warn(`the link to ${href} leads nowhere on the site`, cell);
    }
  });
}

/**
 * Once all headings of a page are known: JupyterLab's `#The-heading` and ours, `#the-heading`, both lead to the
 * heading. What leads nowhere is named.
 */
export function resolveFragments(tree: Root, page: Page, cell: number): void {
  const ids = new Set([...idsOf(tree), ...page.headings.map((heading) => heading.id), "references"]);
  visit(tree, "element", (node) => {
    const href = node.properties.href;
    if (node.tagName !== "a" || typeof href !== "string" || !href.startsWith("#")) return;
    const target = href.slice(1);
    const known = [target, headingSlug(target)].find((id) => ids.has(id));
    if (known !== undefined) node.properties.href = `#${known}`;
    else if (!/^(?:reference|citation)-/.test(target))
      page.warn(`the link to ${href} leads nowhere on the page`, cell);
  });
}

function notebookAddress(href: string, page: Page): string | undefined {
  const [, path = "", fragment] = /^([^#]*)(?:#(.*))?$/.exec(href) ?? [];
  const name = posix.basename(decodeURI(path));
  const permalink = name === "index.md" ? "" : page.options.permalinks.get(name);
  if (permalink === undefined) return undefined;
  const address = page.address(posix.join(permalink, "index.html"));
  return fragment === undefined ? address : `${address}#${headingSlug(fragment)}`;
}

function headingSlug(fragment: string): string {
  try {
    return slug(decodeURIComponent(fragment));
  } catch {
    return slug(fragment);
  }
}

function idsOf(tree: Root): Set<string> {
  const ids = new Set<string>();
  visit(tree, "element", (node) => {
    if (typeof node.properties.id === "string") ids.add(node.properties.id);
  });
  return ids;
}
