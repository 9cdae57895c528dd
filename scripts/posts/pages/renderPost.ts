import { posix } from "node:path";
import type { Element } from "hast";
import { h } from "hastscript";
import { renderCells } from "../cells/renderCells.js";
import { pictureFile } from "../markdown/localiseImages.js";
import type { Post } from "../notebook/readPost.js";
import { referencesSection } from "../references/referencesSection.js";
import type { Assets } from "../site/addAssets.js";
import { renderContents } from "./contents.js";
import { formatDate } from "./formatDate.js";
import type { Page } from "./Page.js";
import { readingTime } from "./readingTime.js";
import type { RenderedPost } from "./RenderedPost.js";
import { renderShell } from "./shell.js";

/** Renders the cells of a post. */
export function renderPost(post: Post, page: Page): RenderedPost {
  const body = renderCells(post.cells, page);
  const { permalink, image } = post.matter;
  const cover = image === undefined ? page.pictures[0] : siteAddress(pictureFile(image, page), permalink);
  return { post, page, body, cover, readingTime: readingTime(post.cells), path: `${permalink}/index.html` };
}

function siteAddress(address: string, permalink: string): string {
  return address.startsWith("data:") ? address : posix.join(permalink, address);
}

/** The page of a post, as text. */
export function renderPostPage(
  posts: readonly RenderedPost[],
  index: number,
  seriesTitle: string,
  assets: Assets,
): string {
  const rendered = posts[index] as RenderedPost;
  const { post, page, body } = rendered;
  const contents = renderContents(page);
  const article = h("article", [
    articleHeader(rendered, posts.length > 1 ? `Part ${index + 1} of ${posts.length}` : undefined),
    ...(contents === undefined ? [] : [contents]),
    ...body,
    ...[referencesSection(page.options.citations), pager(posts, index)].filter((part) => part !== undefined),
  ]);
  return renderShell(
    {
      title: `${post.matter.title} · ${seriesTitle}`,
      description: post.matter.description,
      className: "post",
      authors: post.matter.authors ?? [],
      home: { title: seriesTitle, address: page.address("index.html") },
      content: h("main", { id: "content" }, article),
    },
    page,
    assets,
  );
}

function articleHeader({ post, readingTime: minutes }: RenderedPost, part: string | undefined): Element {
  const { title, description, date, authors = [], tags } = post.matter;
  return h("header", [
    ...(part === undefined ? [] : [h("p", { className: "part" }, part)]),
    h("h1", title),
    h("p", { className: "lede" }, description),
    h("p", { className: "byline" }, [
      ...(authors.length === 0 ? [] : [h("span", authors.join(", "))]),
      h("time", { dateTime: date }, formatDate(date)),
      h("span", `${minutes} min read`),
    ]),
    ...(tags.length === 0
      ? []
      : [
          h(
            "ul",
            { className: "tags", ariaLabel: "Tags" },
            tags.map((tag) => h("li", tag)),
          ),
        ]),
  ]);
}

function pager(posts: readonly RenderedPost[], index: number): Element | undefined {
  const page = (posts[index] as RenderedPost).page;
  const link = (other: RenderedPost | undefined, label: string, rel: string): Element[] => {
    if (other === undefined) return [];
    const address = page.address(other.path);
    return [
      h(
        "a",
        { className: rel, rel: [rel], href: address },
        h("span", label),
        h("strong", other.post.matter.title),
      ),
    ];
  };
  const links = [...link(posts[index - 1], "Previous", "prev"), ...link(posts[index + 1], "Next", "next")];
  return links.length === 0
    ? undefined
    : h("nav", { className: "pager", ariaLabel: "Previous and next part" }, ...links);
}
