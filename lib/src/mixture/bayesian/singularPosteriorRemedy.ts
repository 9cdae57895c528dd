/** How to get out of a singular posterior, for messages. */
export const singularPosteriorRemedy =
  "Neither the prior's covariance (by default that of X) nor the component's points vary there: columns of X are constant or " +
  "linearly dependent, or covariancePrior is too small. Give a larger, positive definite covariancePrior, increase regCovar, " +
  "drop such columns, or use a simpler covarianceType.";
