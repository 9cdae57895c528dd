interface PlotlyFigure {
  data: object[];
  layout: Record<string, unknown>;
  frames?: object[];
}

/** What the pages call of plotly.js. */
declare const Plotly: {
  newPlot(
    element: HTMLElement,
    figure: { data: object[]; layout: object; frames: object[]; config: object },
  ): Promise<unknown>;
  purge(element: HTMLElement): void;
};

interface Window {
  themedFigure(figure: PlotlyFigure): PlotlyFigure;
}

type Channels = [red: number, green: number, blue: number, alpha: number];

interface Theme {
  ground: Channels | undefined;
  text: string;
  line: string;
  raised: string;
}
