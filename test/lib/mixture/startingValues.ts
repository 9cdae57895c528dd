import type { CovarianceType, GaussianMixtureOptions } from "kl-to-vae/mixture";

/** A start as the oracle stores it. */
export interface StoredStart {
  readonly weights: readonly number[];
  /** The rows of the data that are the starting means. */
  readonly rows: readonly number[];
  /** What all components have: a matrix, the diagonal of one, or a number (spherical). */
  readonly precisions: number | readonly number[] | readonly (readonly number[])[];
}

/** The options that make a fit start there. */
export function startingValues(
  { weights, rows, precisions }: StoredStart,
  X: readonly (readonly number[])[],
  type: CovarianceType,
): Required<Pick<GaussianMixtureOptions, "weightsInit" | "meansInit" | "precisionsInit">> {
  return {
    weightsInit: weights,
    meansInit: rows.map((row) => X[row]!),
    precisionsInit: startingPrecisions(),
  };

  function startingPrecisions(): NonNullable<GaussianMixtureOptions["precisionsInit"]> {
    switch (type) {
      case "full":
        return rows.map(() => matrix());
      case "tied":
        return matrix();
      case "diag":
        return rows.map(() => precisions as number[]);
      case "spherical":
        return rows.map(() => precisions as number);
    }
  }

  function matrix(): number[][] {
    const given = precisions as readonly (number | readonly number[])[];
    return given.map((row, i) =>
      typeof row === "number" ? given.map((_, j) => (i === j ? row : 0)) : [...row],
    );
  }
}
