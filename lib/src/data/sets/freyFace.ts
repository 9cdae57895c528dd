import type { DataSource } from "./DataSource.js";

/** The Frey faces (courtesy of Brendan Frey and Sam Roweis), 1965 frames in order. There is no public download. */
export const freyFace = {
  title: "Frey Face",
  folder: "frey-face",
  mirrors: [],
  mirrorsVariable: "KL_TO_VAE_FREY_FACE_MIRRORS",
  files: [
    {
      name: "frey-face-idx3-ubyte.gz",
      bytes: 995_485,
      sha256: "0cfdfcea539599797453f7af0d5e0951017bb085a963f4bd57db32a89b24a881",
      contentSha256: "c943677a3bcb83ed2de1207d4355c360cabfee597a538f9735ec3254886c365f",
    },
  ],
} as const satisfies DataSource;
