import type { CovarianceType, InitParams } from "kl-to-vae/mixture";

export const covarianceTypes: CovarianceType[] = ["full", "tied", "diag", "spherical"];
export const initialisations: InitParams[] = ["kmeans", "k-means++", "random", "random_from_data"];
