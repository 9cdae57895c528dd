/** The little of citation-js that is used here; the packages bring no types. */
declare module "@citation-js/core" {
  export class Cite {
    constructor(data: string, options: { forceType: string });
    /** CSL-JSON items. */
    readonly data: unknown[];
  }
}

declare module "@citation-js/plugin-bibtex" {}
