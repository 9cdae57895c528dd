import type { Element, ElementContent, Root } from "hast";
import { h } from "hastscript";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import type { Assets } from "../site/addAssets.js";
import type { Page } from "./Page.js";

/**
 * Nothing from the network, no inline script, no frames, no forms. `file:` stands beside `'self'` because a page
 * opened from disk has an opaque origin, which `'self'` need not match; on a server it allows nothing, as browsers
 * load no files from there. Styles are inline because KaTeX and plotly place things with `style`. Plotly makes its
 * pictures for download from `blob:` addresses.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'self' file: 'unsafe-inline'",
  "img-src 'self' file: data: blob:",
  "font-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export interface ShellOptions {
  readonly title: string;
  readonly description: string;
  readonly className: string;
  readonly authors: readonly string[];
  readonly home?: { readonly title: string; readonly address: string };
  readonly content: Element;
}

/** A whole page around its content, as text. */
export function renderShell(options: ShellOptions, page: Page, assets: Assets): string {
  const header =
    options.home === undefined
      ? []
      : [
          h(
            "header",
            { className: "site" },
            h("nav", { ariaLabel: "Series" }, h("a", { href: options.home.address }, options.home.title)),
          ),
        ];
  const html = h("html", { lang: "en" }, [
    renderHead(options, page, assets),
    h("body", { className: options.className }, [
      h("a", { className: "skip", href: "#content" }, "Skip to the content"),
      ...header,
      options.content,
    ]),
  ]);
  const root: Root = { type: "root", children: [{ type: "doctype" }, html] };
  return `${unified().use(rehypeStringify).stringify(root)}\n`;
}

function renderHead(options: ShellOptions, page: Page, assets: Assets): Element {
  const style = (path: string): ElementContent => h("link", { rel: "stylesheet", href: page.address(path) });
  return h("head", [
    h("meta", { charSet: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: policy }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("title", options.title),
    h("meta", { name: "description", content: options.description }),
    ...options.authors.map((author) => h("meta", { name: "author", content: author })),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("meta", { property: "og:title", content: options.title }),
    h("meta", { property: "og:description", content: options.description }),
    h("link", { rel: "icon", href: "data:," }),
    style(assets.maths),
    style(assets.style),
    h("script", { src: page.address(assets.copyScript), defer: true }),
    ...(page.hasPlotly
      ? [
          h("script", {
            src: page.address(assets.figureScript),
            defer: true,
            dataPlotly: page.address(assets.plotly),
          }),
        ]
      : []),
  ]);
}
