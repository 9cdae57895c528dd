import {
  barFigure,
  densityFigure,
  diagramFigure,
  animatedMixtureFigure,
  heatmapFigure,
  labelledScatterFigure,
  ledgerFigure,
  lineFigure,
  lossFigure,
  mixtureFigure,
  scatterFigure,
} from "kl-to-vae/figures";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "kl-to-vae/errors";
import { describe, expect, it } from "vitest";

const titles = { xTitle: "x", yTitle: "y", alt: "A test." };
const line = (y: ArrayLike<number>): object =>
  lineFigure({ ...titles, series: [{ name: "a", x: [1, 2], y }] });

describe("lineFigure", () => {
  it("refuses empty alternative text", () => {
    const series = [{ name: "a", x: [1], y: [1] }];
    expect(() => lineFigure({ ...titles, series, alt: " " })).toThrow(InvalidArgumentError);
  });

  it("names series and index of a value that is not a number", () => {
    expect(() => line([1, NaN])).toThrow(NonFiniteError);
    expect(() => line([1, NaN])).toThrow('y of series "a" must be finite, but value 1 is NaN');
  });

  it("refuses series whose x and y differ in length, empty series and no series", () => {
    expect(() => line([1])).toThrow('series "a" needs as many x as y, but has 2 x and 1 y');
    expect(() => densityFigure({ ...titles, series: [{ name: "a", x: [], y: [] }] })).toThrow(ShapeError);
    expect(() => lineFigure({ ...titles, series: [] })).toThrow("at least one of the series");
  });

  it("refuses values that a logarithmic axis cannot show", () => {
    const series = [{ name: "a", x: [1, 2], y: [1, 0] }];
    expect(() => lineFigure({ ...titles, series, logY: true })).toThrow('y of series "a"[1] is 0');
  });

  it("turns typed arrays into plain ones of five digits", () => {
    const figure = lineFigure({
      ...titles,
      series: [{ name: "a", x: [1, 2], y: Float32Array.of(0.1, Math.PI) }],
    });
    expect(figure.data[0]?.["y"]).toStrictEqual([0.1, 3.1416]);
  });

  it("keeps as many digits as a narrow range needs", () => {
    const y = [1134.7612, 1134.7613];
    const figure = lineFigure({ ...titles, series: [{ name: "a", x: [1, 2], y }] });
    expect(figure.data[0]?.["y"]).toStrictEqual(y);
  });

  it("places labels of reference lines at logarithms, and the lines themselves at values, on a logarithmic axis", () => {
    const series = [{ name: "a", x: [1, 1000], y: [1, 2] }];
    const { layout } = lineFigure({
      ...titles,
      series,
      logX: true,
      verticalLines: [{ at: 100, label: "here" }],
    });
    expect(layout["shapes"]).toMatchObject([{ x0: 100, x1: 100 }]);
    expect(layout["annotations"]).toMatchObject([{ x: 2, text: "here" }]);
  });
});

describe("lossFigure", () => {
  it("marks whole epochs only, few or many", () => {
    const steps = [1, 2, 4, 40, 1000].map((n) => {
      const history = Array.from({ length: n }, (_, i) => ({ epoch: i + 1, trainLoss: 1 }));
      const { xaxis } = lossFigure(history, { alt: "A test." }).layout;
      return (xaxis as { dtick: number }).dtick;
    });
    expect(steps).toStrictEqual([1, 1, 1, 5, 100]);
  });

  it("draws only the quantities that the history has", () => {
    const figure = lossFigure([{ epoch: 1, trainLoss: 3 }], { alt: "A test." });
    expect(figure.data.map((trace) => trace["name"])).toStrictEqual(["train loss"]);
  });

  it("refuses a loss that is not a number and an empty history", () => {
    expect(() => lossFigure([{ epoch: 1, trainLoss: NaN }], { alt: "A test." })).toThrow(
      'series "train loss"',
    );
    expect(() => lossFigure([], { alt: "A test." })).toThrow(InvalidArgumentError);
  });
});

describe("heatmapFigure", () => {
  const surface = { ...titles, zTitle: "z", x: [0, 1], y: [0, 1, 2] };

  it("refuses a z that does not fit x and y", () => {
    expect(() => heatmapFigure({ ...surface, z: [[1, 2]] })).toThrow(
      "z needs a row for each y: 3, but it has 1",
    );
    expect(() => heatmapFigure({ ...surface, z: [[1, 2], [1], [1, 2]] })).toThrow("row 1 has 1");
  });

  it("cuts values at zMax", () => {
    const figure = heatmapFigure({ ...surface, z: [[0, 1], [2, 3], [4, 99]], zMax: 5 }); // prettier-ignore
    expect(figure.data[0]).toMatchObject({ type: "contour", zmin: 0, zmax: 5, z: [[0, 1], [2, 3], [4, 5]] }); // prettier-ignore
  });

  it("refuses a zMax below every value", () => {
    expect(() => heatmapFigure({ ...surface, z: [[1, 2], [1, 2], [1, 2]], zMax: 0 })).toThrow("zMax"); // prettier-ignore
  });

  it("draws a constant without contour lines", () => {
    const figure = heatmapFigure({ ...surface, z: [[1, 1], [1, 1], [1, 1]] }); // prettier-ignore
    expect(figure.data[0]?.type).toBe("heatmap");
  });
});

describe("scatterFigure and labelledScatterFigure", () => {
  it("refuse groups of unequal coordinates and labels that are no digits", () => {
    expect(() => scatterFigure({ ...titles, groups: [{ name: "g", x: [1], y: [1, 2] }] })).toThrow(
      'group "g"',
    );
    expect(() => labelledScatterFigure({ ...titles, x: [1], y: [1], labels: [10] })).toThrow(
      "labels[0] is 10",
    );
    expect(() => labelledScatterFigure({ ...titles, x: [1], y: [1], labels: [] })).toThrow(ShapeError);
  });

  it("give a class the same colour whichever others are there", () => {
    const colour = (labels: number[]): unknown =>
      labelledScatterFigure({ ...titles, x: labels, y: labels, labels }).data.find(
        ({ name }) => name === "7",
      )?.["marker"];
    expect(colour([7])).toStrictEqual(colour([0, 3, 7]));
  });
});

describe("mixtureFigure", () => {
  const identity = [[1, 0], [0, 1]]; // prettier-ignore
  const state = { responsibilities: [[1, 0], [0, 1]], means: [[0, 0], [1, 1]], covariances: [identity, identity] }; // prettier-ignore
  const points = [[0, 0], [1, 1]]; // prettier-ignore

  it("colours a point by the component that answers for it, and mixes the colours between", () => {
    const responsibilities = [[1, 0], [0.5, 0.5]]; // prettier-ignore
    const figure = mixtureFigure({ ...titles, ...state, responsibilities, points });
    expect(figure.data[0]?.["marker"]).toMatchObject({ color: ["#0072b2", "#6b6859"] });
  });

  it("takes covariances as an array of shape [K, 2, 2] too", () => {
    const covariances = { data: Float64Array.of(1, 0, 0, 1, 1, 0, 0, 1), shape: [2, 2, 2] };
    const options = { ...titles, ...state, points };
    expect(mixtureFigure({ ...options, covariances })).toStrictEqual(mixtureFigure(options));
  });

  it("refuses shapes that do not agree", () => {
    expect(() => mixtureFigure({ ...titles, ...state, points: [[0, 0]] })).toThrow(
      "1 points, but responsibilities for 2",
    );
    expect(() => mixtureFigure({ ...titles, ...state, points, means: [[0, 0]] })).toThrow("1 means");
    expect(() => mixtureFigure({ ...titles, ...state, points: [[0], [1]] })).toThrow("[n, 2]");
  });

  it("refuses an animation without steps", () => {
    expect(() => animatedMixtureFigure([], { ...titles, points })).toThrow("the steps");
  });
});

describe("barFigure", () => {
  it("refuses a series that does not have a value and an error for each category", () => {
    const series = { name: "s", values: [1, 2], errors: [1] };
    expect(() => barFigure({ ...titles, categories: ["a"], series: [series] })).toThrow("needs 1 values");
    expect(() => barFigure({ ...titles, categories: ["a", "b"], series: [series] })).toThrow(
      "needs 2 errors",
    );
  });
});

describe("ledgerFigure", () => {
  it("starts each change where the line above ended", () => {
    const ledger = { reconstruction: -60, rate: 25, elbo: -85, gap: 3, logEvidence: -82 };
    expect(ledgerFigure({ ...ledger, alt: "A test." }).data[0]).toMatchObject({
      y: ["reconstruction", "− rate", "ELBO", "+ gap", "log p(x)"],
      base: [0, -60, 0, -85, 0],
      x: [-60, -25, -85, 3, -82],
    });
  });

  it("refuses books that do not balance, name no pair or are not finite", () => {
    expect(() => ledgerFigure({ elbo: -3, gap: 1, logEvidence: -1, alt: "A test." })).toThrow(
      "does not balance",
    );
    expect(() => ledgerFigure({ elbo: -3, alt: "A test." })).toThrow(InvalidArgumentError);
    expect(() => ledgerFigure({ elbo: NaN, gap: 1, logEvidence: -1, alt: "A test." })).toThrow(
      NonFiniteError,
    );
  });
});

describe("diagramFigure", () => {
  const nodes = [
    { id: "z", label: "z", x: 0, y: 0 },
    { id: "x", label: "x", x: 3, y: 0, shaded: true },
  ];

  it("draws an arrow from border to border", () => {
    const { layout } = diagramFigure({ nodes, edges: [{ from: "z", to: "x" }], alt: "A test." });
    expect(layout["shapes"]).toContainEqual(expect.objectContaining({ path: "M0.5,0Q1.5,0 2.4,0" }));
    expect(layout["annotations"]).toContainEqual(expect.objectContaining({ x: 2.5, y: 0, showarrow: true }));
  });

  it("refuses unknown ends, doubled ids and places that are not finite", () => {
    const draw = (extra: object): unknown => diagramFigure({ nodes, edges: [], alt: "A test.", ...extra });
    expect(() => draw({ edges: [{ from: "z", to: "y" }] })).toThrow(
      'names the node "y", but there are only z, x',
    );
    expect(() => draw({ nodes: [...nodes, nodes[0]] })).toThrow('Two nodes have the id "z"');
    expect(() => draw({ nodes: [{ id: "z", label: "z", x: NaN, y: 0 }] })).toThrow(NonFiniteError);
    expect(() => draw({ nodes: [] })).toThrow("the nodes");
  });
});
