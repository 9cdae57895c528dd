import type { Element } from "hast";
import { h } from "hastscript";
import { prose } from "../markdown/prose.js";
import { resolveFragments } from "../markdown/localiseLinks.js";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import type { LandingMatter } from "../notebook/frontMatter.js";
import { referencesSection } from "../references/referencesSection.js";
import type { Assets } from "../site/addAssets.js";
import { formatDate } from "./formatDate.js";
import type { Page } from "./Page.js";
import type { RenderedPost } from "./RenderedPost.js";
import { renderShell } from "./shell.js";

export interface Landing {
  readonly matter: LandingMatter;
  readonly source: string;
}

/** The landing page, as text: what stands before its first heading, the cards of the posts, then the rest. */
export function renderLanding(
  landing: Landing,
  posts: readonly RenderedPost[],
  page: Page,
  assets: Assets,
): string {
  const tree = renderMarkdown({ source: landing.source, number: 1 }, page);
  resolveFragments(tree, page, 1);
  const { children } = tree;
  const heading = children.findIndex((node) => node.type === "element" && /^h[1-6]$/.test(node.tagName));
  const split = heading === -1 ? children.length : heading;
  const { title, description, authors = [] } = landing.matter;
  const main = h("main", { id: "content" }, [
    h("header", h("h1", title), h("p", { className: "lede" }, description)),
    ...prose(children.slice(0, split)),
    h(
      "ol",
      { className: "cards", ariaLabel: "The posts" },
      posts.map((post) => card(post, page)),
    ),
    ...prose(children.slice(split)),
    ...[referencesSection(page.options.citations)].filter((section) => section !== undefined),
  ]);
  return renderShell({ title, description, className: "landing", authors, content: main }, page, assets);
}

function card({ post, cover, readingTime, path }: RenderedPost, page: Page): Element {
  const { title, description, date } = post.matter;
  return h("li", { className: "card" }, [
    ...(cover === undefined ? [] : [h("img", { src: cover, alt: "", loading: "lazy" })]),
    h("div", [
      h("h2", h("a", { href: page.address(path) }, title)),
      h("p", description),
      h(
        "p",
        { className: "byline" },
        h("time", { dateTime: date }, formatDate(date)),
        h("span", `${readingTime} min read`),
      ),
    ]),
  ]);
}
