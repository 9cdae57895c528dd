/* global document, IntersectionObserver, Plotly, window */
"use strict";

/*
 * Makes the figures interactive when they come near the window. Their data stand beside them as JSON; plotly.js, one
 * large file for the whole site, is loaded when the first is needed. Until then, and on paper, there is a picture.
 */
{
  const address = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.plotly ?? "";
  const config = {
    displaylogo: false,
    displayModeBar: window.matchMedia("(pointer: coarse)").matches ? false : "hover",
    modeBarButtonsToRemove: ["lasso2d", "select2d"],
    plotlyServerURL: "",
    responsive: true,
    showSendToCloud: false,
  };
  /** @type {Promise<unknown> | undefined} */
  let library;
  /** @type {Set<Element>} */
  const drawn = new Set();

  const load = () =>
    (library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    }));

  /** @param {Element} plot */
  const clear = (plot) => {
    const live = /** @type {HTMLElement | null} */ (plot.querySelector(".live"));
    if (live === null) return;
    Plotly.purge(live);
    live.remove();
  };

  /** @param {Element} plot */
  const draw = async (plot) => {
    drawn.add(plot);
    await load();
    const json = plot.querySelector('script[type="application/json"]')?.textContent ?? "";
    /** @type {unknown} */
    const figure = JSON.parse(json);
    const { data, layout, frames = [] } = window.themedFigure(/** @type {PlotlyFigure} */ (figure));
    clear(plot);
    const live = document.createElement("div");
    live.className = "live";
    plot.append(live);
    await Plotly.newPlot(live, { data, layout, frames, config });
    plot.classList.add("drawn");
  };

  /** @param {Element} plot */
  const drawOrKeepPicture = (plot) => {
    draw(plot).catch((error) => {
      clear(plot);
      plot.classList.remove("drawn");
      console.warn("A figure could not be made interactive; its picture stays.", error);
    });
  };

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        drawOrKeepPicture(target);
      }
    },
    { rootMargin: "400px" },
  );
  for (const plot of document.querySelectorAll(".plot")) observer.observe(plot);

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const plot of drawn) drawOrKeepPicture(plot);
  });
}
