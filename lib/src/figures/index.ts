export type {
  Attributes,
  Figure,
  FigureMeta,
  Json,
  PlotlyFrame,
  PlotlyLayout,
  PlotlyTrace,
} from "./Figure.js";
export type { AxisTitles, FigureOptions } from "./FigureOptions.js";
export type { Numbers } from "./numbers.js";
export type { ReferenceLine } from "./referenceLines.js";
export { palette, tenColours } from "./palette.js";
export { lineFigure, type Dash, type LineFigureOptions, type LineSeries } from "./lineFigure.js";
export { densityFigure, type DensityFigureOptions } from "./densityFigure.js";
export { lossFigure, type LossRecord } from "./lossFigure.js";
export { heatmapFigure, type HeatmapFigureOptions, type MarkedPoint } from "./heatmapFigure.js";
export {
  scatterFigure,
  type EllipseSpec,
  type PointGroup,
  type ScatterFigureOptions,
} from "./scatterFigure.js";
export { labelledScatterFigure, type LabelledScatterFigureOptions } from "./labelledScatterFigure.js";
export { gaussianEllipse, type GaussianEllipseOptions } from "./gaussianEllipse.js";
export { mixtureFigure, type MixtureFigureOptions, type MixtureState } from "./mixtureFigure.js";
export {
  animatedMixtureFigure,
  type AnimatedMixtureFigureOptions,
  type MixtureStep,
} from "./animatedMixtureFigure.js";
export { barFigure, type BarFigureOptions, type BarSeries } from "./barFigure.js";
export { ledgerFigure, type Ledger } from "./ledgerFigure.js";
export { diagramFigure, type DiagramFigureOptions, type DiagramPlate } from "./diagramFigure.js";
export type { DiagramEdge } from "./diagramEdge.js";
export type { DiagramNode } from "./diagramNode.js";
export { graphicalModelFigure, type GraphicalModelFigureOptions } from "./graphicalModelFigure.js";
export { vaeDiagramFigure, type VaeDiagramFigureOptions } from "./vaeDiagramFigure.js";
export { imageGrid, type GridLabel, type ImageGrid, type ImageGridOptions } from "./imageGrid.js";
export { comparisonGrid, type ComparisonRow } from "./comparisonGrid.js";
