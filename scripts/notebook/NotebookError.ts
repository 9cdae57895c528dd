/** A notebook, a parameter or a kernel that is not as it must be: one clear line for the person at the terminal. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
}
