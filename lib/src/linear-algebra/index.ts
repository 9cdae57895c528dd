export { cholesky } from "./cholesky.js";
export { inverseFromCholesky } from "./inverseFromCholesky.js";
export { invertLowerTriangular } from "./invertLowerTriangular.js";
export { logDeterminantFromCholesky } from "./logDeterminantFromCholesky.js";
export { orthonormalBasis } from "./orthonormalBasis.js";
export { solveLowerTriangular } from "./solveLowerTriangular.js";
export { svd, type Svd } from "./svd.js";
export { symmetricEigen, type SymmetricEigen } from "./symmetricEigen.js";
