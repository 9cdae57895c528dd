import { ndarray } from "kl-to-vae/array";
import {
  animatedMixtureFigure,
  barFigure,
  comparisonGrid,
  densityFigure,
  diagramFigure,
  graphicalModelFigure,
  heatmapFigure,
  imageGrid,
  labelledScatterFigure,
  ledgerFigure,
  lineFigure,
  lossFigure,
  mixtureFigure,
  scatterFigure,
  vaeDiagramFigure,
  type Figure,
  type ImageGrid,
  type MixtureStep,
} from "kl-to-vae/figures";

/** A small grid of images of every kind. */
export function sampleGrids(): Record<string, ImageGrid> {
  const grey = ndarray(
    Uint8Array.from({ length: 27 }, (_, i) => 9 * i),
    [3, 3, 3],
  );
  const colours = ndarray(
    Float32Array.from({ length: 24 }, (_, i) => i / 23),
    [2, 2, 2, 3],
  );
  const alt = "Some squares, the later the brighter.";
  return {
    imageGrid: imageGrid(grey, { columns: 2, labels: ["a", "b", "c"], scale: 2, alt }),
    imageGridOfColours: imageGrid(colours, { alt }),
    comparisonGrid: comparisonGrid(
      [
        { label: "first", images: grey },
        { label: "second", images: grey },
      ],
      { alt },
    ),
  };
}

/** One small figure of every kind; their snapshots and pictures are tested. */
export function sampleFigures(): Record<string, Figure> {
  const x = Array.from({ length: 81 }, (_, i) => -8 + 0.4 * i);
  const normal = (mean: number, sd: number): number[] =>
    x.map((at) => Math.exp(-0.5 * ((at - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI)));
  const p = normal(0, 2).map((value, i) => 0.5 * value + 0.5 * (normal(15, 2)[i] as number));
  const epochs = Array.from({ length: 10 }, (_, i) => i + 1);
  const ledger = { logEvidence: -84.9, elbo: -87.6, gap: 2.7, reconstruction: -62.4, rate: 25.2 };
  return {
    line: lineFigure({
      series: [
        { name: "k1", x: epochs, y: epochs.map((n) => 1 / n), markers: true },
        { name: "k3", x: epochs, y: epochs.map((n) => 0.4 / n ** 2), dash: "dash" },
      ],
      xTitle: "samples",
      yTitle: "standard error (nats)",
      title: "Estimators of KL(<i>p</i> ‖ <i>q</i>)",
      logX: true,
      logY: true,
      horizontalLines: [{ at: 0.05, label: "five percent" }],
      verticalLines: [{ at: 4, label: "<i>n</i> = 4" }],
      alt: "Two falling curves: the standard error of k1 and, lower, of k3, against the number of samples.",
    }),
    diagram: diagramFigure({
      nodes: [
        { id: "z", label: "<b>z</b>", x: 0, y: 2 },
        { id: "f", label: "f", x: 2, y: 2, shape: "rectangle" },
        { id: "x", label: "<b>x</b>", x: 2, y: 0, shaded: true },
        { id: "g", label: "g", x: 0, y: 0, shape: "diamond", colour: "#0072b2" },
      ],
      edges: [
        { from: "z", to: "f" },
        { from: "f", to: "x", label: "θ" },
        { from: "x", to: "g", dashed: true, bend: 0.4 },
      ],
      plates: [{ x0: -1, x1: 3.4, y0: -1, y1: 1, label: "N" }],
      alt: "Four nodes and three arrows: z leads by way of f to x, and x, dashed, to g.",
    }),
    density: densityFigure({
      series: [
        { name: "<i>p</i> = ½N(0, 2²) + ½N(15, 2²)", x, y: p },
        { name: "forward fit", x, y: normal(7.5, 7.762), dash: "dash" },
        { name: "reverse fit", x, y: normal(0, 2), dash: "dot" },
      ],
      xTitle: "<i>x</i>",
      caption: "The forward fit covers both modes; the reverse fit chooses one.",
      alt: "A density with two modes, a broad normal density over both, and a narrow one on the left mode.",
    }),
    heatmap: heatmapFigure({
      x: Array.from({ length: 31 }, (_, i) => -3 + 0.2 * i),
      y: Array.from({ length: 21 }, (_, i) => -2 + 0.2 * i),
      z: Array.from({ length: 21 }, (_, i) =>
        Array.from({ length: 31 }, (_, j) => (-3 + 0.2 * j) ** 2 / 2 + (-2 + 0.2 * i) ** 2),
      ),
      zMax: 5,
      xTitle: "mean",
      yTitle: "log sd",
      zTitle: "KL (nats)",
      points: [{ x: 0, y: 0, label: "minimum" }],
      paths: [
        { name: "from the left", x: [-2.5, -1.5, -0.7, 0], y: [1.5, 0.7, 0.2, 0] },
        { name: "from the right", x: [2.5, 1.4, 0.6, 0], y: [-1.5, -0.6, -0.2, 0] },
      ],
      alt: "A bowl whose lowest point is at mean 0 and log sd 0; two descents from different starts end there.",
    }),
    scatter: scatterFigure({
      groups: [
        { name: "train", x: x.map(Math.sin), y: x.map((at) => Math.cos(1.3 * at)) },
        { name: "test", x: x.map((at) => Math.sin(2 * at) / 2), y: x.map(Math.cos), symbol: "diamond" },
      ],
      ellipses: [
        {
          name: "two sds",
          mean: [0, 0],
          covariance: [
            [0.5, 0.2],
            [0.2, 0.4],
          ],
        },
      ],
      xTitle: "<i>z</i><sub>1</sub>",
      yTitle: "<i>z</i><sub>2</sub>",
      equalAspect: true,
      alt: "Two groups of points around the origin, under an ellipse that leans to the right.",
    }),
    labelledScatter: labelledScatterFigure({
      x: Array.from({ length: 200 }, (_, i) => 3 * Math.cos((i % 10) * 0.63) + Math.sin(i * 1.7)),
      y: Array.from({ length: 200 }, (_, i) => 3 * Math.sin((i % 10) * 0.63) + Math.cos(i * 2.3)),
      labels: Array.from({ length: 200 }, (_, i) => i % 10),
      xTitle: "<i>z</i><sub>1</sub>",
      yTitle: "<i>z</i><sub>2</sub>",
      title: "Codes of 200 digits",
      alt: "Ten clusters on a ring, one for each digit.",
    }),
    mixture: mixtureFigure({
      ...mixtureData(1),
      points: mixturePoints(),
      xTitle: "eruption (minutes)",
      yTitle: "waiting (minutes)",
      alt: "Two clusters of points, each in its component's colour under two ellipses; a few between are mixed.",
    }),
    animatedMixture: animatedMixtureFigure(
      [mixtureData(0), mixtureData(0.5), { ...mixtureData(1), label: "end" }],
      {
        points: mixturePoints(),
        xTitle: "eruption (minutes)",
        yTitle: "waiting (minutes)",
        title: "EM, step by step",
        alt: "Two ellipses start side by side and move apart until each covers one cluster.",
      },
    ),
    loss: lossFigure(
      epochs.map((epoch) => ({
        epoch,
        trainLoss: 105 + 60 / epoch,
        testLoss: 104 + 62 / epoch,
        reconstruction: 80 + 50 / epoch,
        ...(epoch > 1 ? { kl: 25 - 5 / epoch } : {}),
      })),
      { alt: "Four curves over ten epochs; the losses fall from 165 to 110 nats, the KL rises to 25." },
    ),
    bar: barFigure({
      categories: ["3", "blank", "shuffled"],
      series: [
        { name: "ELBO", values: [88, 31, 420], errors: [2, 1, 12] },
        { name: "pixel count", values: [101, 0, 101] },
      ],
      xTitle: "test image",
      yTitle: "anomaly score (nats)",
      alt: "Bars: shuffled pixels score highest, a blank image lowest.",
    }),
    ledger: ledgerFigure({
      ...ledger,
      title: "The ledger of nats",
      alt: "reconstruction −62.4, minus rate 25.2, is the ELBO −87.6; plus the gap 2.7 it is log p(x) = −84.9.",
    }),
    ledgerClose: ledgerFigure({
      logEvidence: -1130.26,
      elbo: -1134.76,
      gap: 4.5,
      alt: "The ELBO, −1134.76, lies 4.5 nats below the log evidence, −1130.26.",
    }),
    graphicalModel: graphicalModelFigure({
      inference: true,
      alt: "A latent variable z points to an observed x, on a plate repeated N times; θ points to both; dashed back arrows from x and φ to z.",
    }),
    vaeDiagram: vaeDiagramFigure({
      reparameterised: false,
      alt: "x through the encoder to μ and σ, from which a random z is drawn for the decoder; the gradient stops at z.",
    }),
    vaeDiagramWithTrick: vaeDiagramFigure({
      reparameterised: true,
      title: "With the reparameterisation trick",
      alt: "The same with noise ε as an input: z is computed, and the gradient passes through it to the encoder.",
    }),
  };
}

function mixturePoints(): number[][] {
  return Array.from({ length: 120 }, (_, i) => {
    const long = i % 3 > 0;
    return [
      (long ? 4.3 : 2) + 0.4 * Math.sin(i * 1.9),
      (long ? 80 : 54) + 6 * Math.sin(i * 1.9 + Math.cos(i * 3.1)),
    ];
  });
}

function mixtureData(progress: number): MixtureStep {
  const between = (start: number, end: number): number => start + progress * (end - start);
  return {
    responsibilities: mixturePoints().map(([, waiting]) => {
      const first = 1 / (1 + Math.exp(between(0.05, 0.5) * ((waiting ?? 0) - 67)));
      return [first, 1 - first];
    }),
    means: [
      [between(3, 2), between(65, 54)],
      [between(3.5, 4.3), between(72, 80)],
    ],
    covariances: [
      [
        [between(0.8, 0.08), between(3, 0.4)],
        [between(3, 0.4), between(150, 18)],
      ],
      [
        [between(0.8, 0.1), between(3, 0.5)],
        [between(3, 0.5), between(150, 20)],
      ],
    ],
  };
}
