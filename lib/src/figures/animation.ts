import type { Attributes, Json, PlotlyFrame, PlotlyLayout } from "./Figure.js";

/** A layout with a slider and a play button for the frames; the last frame is the one selected at first. */
export function animation(
  layout: PlotlyLayout,
  frames: readonly PlotlyFrame[],
  stepTitle: string,
): PlotlyLayout {
  const still: Attributes = {
    mode: "immediate",
    frame: { duration: 0, redraw: false },
    transition: { duration: 0 },
  };
  const play: Attributes = {
    mode: "immediate",
    fromcurrent: true,
    frame: { duration: 350, redraw: false },
    transition: { duration: 250 },
  };
  const button = (label: string, args: Json): Json => ({ label, method: "animate", args });
  return {
    ...layout,
    margin: { ...(layout["margin"] as Attributes), b: 120 },
    updatemenus: [
      {
        type: "buttons",
        direction: "left",
        showactive: false,
        x: 0,
        xanchor: "left",
        y: -0.2,
        yanchor: "top",
        pad: { t: 22, r: 10 },
        buttons: [button("▶", [null, play]), button("❚❚", [[null], still])],
      },
    ],
    sliders: [
      {
        active: frames.length - 1,
        x: 0.18,
        len: 0.82,
        y: -0.2,
        yanchor: "top",
        pad: { t: 10 },
        currentvalue: { prefix: `${stepTitle} `, xanchor: "right" },
        steps: frames.map(({ name }) => button(name, [[name], still])),
      },
    ],
  };
}
