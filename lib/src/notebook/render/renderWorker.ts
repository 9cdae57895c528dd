import { parentPort } from "node:worker_threads";
import type { Attributes, Figure } from "../../figures/index.js";
import { figureFonts } from "./fonts.js";
import { openPlotlyWindow } from "./openPlotlyWindow.js";
import type { RenderReply, RenderRequest } from "./RenderRequest.js";
import { svgToPng } from "./svgToPng.js";

const fonts = figureFonts();
let plotlyWindow: ReturnType<typeof openPlotlyWindow> | undefined;

async function render({ figure, width, height, scale }: RenderRequest): Promise<Uint8Array> {
  plotlyWindow ??= openPlotlyWindow(fonts);
  const url = await plotlyWindow.Plotly.toImage(printed(figure), { format: "svg", width, height });
  return svgToPng(decodeURIComponent(url.slice(url.indexOf(",") + 1)), fonts, scale);
}

/** The figure as it stands on paper: a dark ink, a font that is there, no buttons and no slider. */
function printed({ data, layout }: Figure): object {
  const { updatemenus, sliders, ...rest } = layout;
  const margin = rest["margin"] as Attributes | undefined;
  return {
    data,
    layout: {
      ...rest,
      margin: updatemenus || sliders ? { ...margin, b: 56 } : margin,
      font: { ...(rest["font"] as Attributes | undefined), family: fonts.family, color: "#24292f" },
    },
  };
}

function reply(message: RenderReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on("message", (request: RenderRequest) => {
  render(request).then(
    (png) => reply({ png }),
    (error: unknown) => reply({ problem: error instanceof Error ? error.message : String(error) }),
  );
});
