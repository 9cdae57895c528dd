/**
 * The colour-blind-safe palette of Okabe & Ito (2008), strongest contrasts first. Its black is a grey here, to be seen on
 * dark pages too.
 */
export const palette: readonly string[] = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#8c8c8c",
  "#f0e442",
];

/** Ten colours for ten classes, told apart with every kind of colour vision: Petroff (2021), arXiv:2107.02270. */
export const tenColours: readonly string[] = [
  "#3f90da",
  "#ffa90e",
  "#bd1f01",
  "#94a4a2",
  "#832db6",
  "#a96b59",
  "#e76300",
  "#b9ac70",
  "#717581",
  "#92dadd",
];

/** The colour of the i-th series; after the last the palette starts again. */
export function colourOf(index: number): string {
  return palette[index % palette.length] as string;
}

/** A `#rrggbb` colour with an opacity from 0 to 1, in CSS's `rgba()` notation. */
export function withOpacity(colour: string, opacity: number): string {
  return `rgba(${channelsOf(colour).join(",")},${opacity})`;
}

/** The mean of `#rrggbb` colours, weighted by numbers that sum to one. */
export function blend(colours: readonly string[], weights: ArrayLike<number>): string {
  const mixed = [0, 0, 0];
  colours.forEach((colour, k) => {
    channelsOf(colour).forEach((value, c) => {
      mixed[c] = (mixed[c] as number) + value * (weights[k] as number);
    });
  });
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
