import type { ElementContent } from "hast";
import type { Post } from "../notebook/readPost.js";
import type { Page } from "./Page.js";

/** A post whose cells are rendered, before it is put on its page among the others. */
export interface RenderedPost {
  readonly post: Post;
  readonly page: Page;
  readonly body: readonly ElementContent[];
  /** Address, from the landing page, of the picture that stands for it. */
  readonly cover: string | undefined;
  /** In minutes. */
  readonly readingTime: number;
  /** Path in the site, from its root. */
  readonly path: string;
}
