/** One file of a data set, as it is published. */
export interface SourceFile {
  readonly name: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** Of the file as published. */
  readonly sha256: string;
  /** Of what the file holds uncompressed, where it is known: a copy that was unpacked or packed again is told by it. */
  readonly contentSha256?: string;
}

/** A data set: its files and where they can be had. */
export interface DataSource {
  /** What people call it. */
  readonly title: string;
  /** The folder its files lie in, within a data directory or the cache. */
  readonly folder: string;
  /** Base addresses, each followed by a file's name; none if it cannot be downloaded. */
  readonly mirrors: readonly string[];
  /** The environment variable that replaces `mirrors`: base addresses separated by commas. */
  readonly mirrorsVariable: string;
  readonly files: readonly SourceFile[];
}
