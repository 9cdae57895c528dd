/** What keeps the posts from being exported, told in one line: which notebook, which cell, what to do. */
export class PostsError extends Error {
  override name = "PostsError";
}
