/** How grey images become black and white: not at all, at ½, or drawn anew at every visit. */
export type Binarization = "none" | "threshold" | "dynamic";
