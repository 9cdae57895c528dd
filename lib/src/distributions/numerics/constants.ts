/** ½ log 2π. */
export const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ½ log 2πe: the entropy of N(0, 1), in nats. */
export const STANDARD_NORMAL_ENTROPY = 1.4189385332046727;

/** Euler's constant γ. */
export const EULER_GAMMA = 0.5772156649015329;
