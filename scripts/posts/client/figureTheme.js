/* global document, getComputedStyle, window */
"use strict";

/**
 * Fits a plotly figure to the page: its ground shows through, its text and lines are readable in the light and the
 * dark scheme, its type is the page's. Colour scales, which carry data, stay as they are.
 *
 * @param {PlotlyFigure} figure
 * @returns {PlotlyFigure}
 */
window.themedFigure = (figure) => {
  const style = getComputedStyle(document.body);
  const theme = {
    ground: channels(style.backgroundColor),
    text: style.color,
    line: style.getPropertyValue("--line"),
    raised: style.getPropertyValue("--raised"),
  };
  const {
    width: _width,
    height: _height,
    ...layout
  } = /** @type {Record<string, unknown>} */ (readable(figure.layout, theme));
  return {
    data: /** @type {object[]} */ (readable(figure.data, theme)),
    frames: /** @type {object[]} */ (readable(figure.frames ?? [], theme)),
    layout: { ...layout, ...frameOf(layout, theme) },
  };
};

/**
 * What a layout leaves to plotly's defaults, which are made for a white page.
 *
 * @param {Record<string, unknown>} layout
 * @param {Theme} theme
 */
function frameOf(layout, theme) {
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
  const clear = "rgba(0,0,0,0)";
  const control = { bgcolor: theme.raised, bordercolor: theme.line, activecolor: theme.line };
  return {
    autosize: true,
    paper_bgcolor: clear,
    plot_bgcolor: clear,
    font: {
      ...object(layout.font),
      family: getComputedStyle(document.documentElement).getPropertyValue("--sans"),
      color: theme.text,
    },
    ...Object.fromEntries(
      ["xaxis", "yaxis", ...axes].map((key) => [
        key,
        { gridcolor: theme.line, zerolinecolor: theme.line, ...object(layout[key]) },
      ]),
    ),
    modebar: { bgcolor: clear, color: theme.line, activecolor: theme.text },
    hoverlabel: { font: { family: "inherit" }, ...object(layout.hoverlabel) },
    ...(Array.isArray(layout.updatemenus)
      ? { updatemenus: layout.updatemenus.map((menu) => ({ ...control, ...object(menu) })) }
      : {}),
    ...(Array.isArray(layout.sliders)
      ? { sliders: layout.sliders.map((slider) => ({ ...control, ...object(slider) })) }
      : {}),
    ...(window.matchMedia("(pointer: coarse)").matches ? { dragmode: false } : {}),
  };
}

/**
 * A copy of plotly attributes in which every colour can be seen on the ground.
 *
 * @param {unknown} value
 * @param {Theme} theme
 * @param {string} [key]
 * @returns {unknown}
 */
function readable(value, theme, key = "") {
  if (/colorscale|colorway|^meta$|^source$/.test(key)) return value;
  if (Array.isArray(value)) {
    const items = /** @type {unknown[]} */ (value);
    return typeof items[0] === "number" ? items : items.map((item) => readable(item, theme, key));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, readable(item, theme, name)]),
    );
  }
  if (typeof value !== "string" || !/color$/.test(key)) return value;
  const colour = channels(value);
  if (colour === undefined || theme.ground === undefined) return value;
  if (key.endsWith("bgcolor"))
    return isFar(colour, theme.ground) ? withAlpha(channels(theme.raised), colour[3]) : value;
  return visible(colour, theme.ground) ?? value;
}

/**
 * The colour, moved towards white (on a dark ground) until it stands out 3 to 1; `undefined` if it already does, or
 * if the ground is light: figures are drawn for white pages.
 *
 * @param {Channels} colour
 * @param {Channels} ground
 */
function visible(colour, ground) {
  if (luminance(ground) > 0.4 || contrast(colour, ground) >= 3) return undefined;
  /** @type {Channels} */
  let mixed = colour;
  for (let share = 0.1; share <= 1 && contrast(mixed, ground) < 3; share += 0.1) {
    const [r, g, b, alpha] = colour;
    mixed = [r + (255 - r) * share, g + (255 - g) * share, b + (255 - b) * share, alpha];
  }
  return withAlpha(mixed, colour[3]);
}

/** @type {(a: Channels, b: Channels) => boolean} */
const isFar = (a, b) => luminance(a) > 0.4 !== luminance(b) > 0.4 && a[3] > 0;

/** @type {(a: Channels, b: Channels) => number} WCAG's contrast ratio. */
const contrast = (a, b) => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

/** @type {(colour: Channels) => number} WCAG's relative luminance. */
const luminance = ([r, g, b]) => {
  const [x = 0, y = 0, z = 0] = [r, g, b].map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};

/** @type {(colour: Channels | undefined, alpha: number) => string} */
const withAlpha = (colour, alpha) =>
  `rgba(${(colour ?? [128, 128, 128]).slice(0, 3).map(Math.round).join(",")},${alpha})`;

/** @type {(value: unknown) => object} */
const object = (value) => (typeof value === "object" && value !== null ? value : {});

const pen = document.createElement("canvas").getContext("2d");

/**
 * Red, green, blue (to 255) and alpha (to 1) of any CSS colour, as the browser's canvas reads it.
 *
 * @param {string} colour
 * @returns {Channels | undefined}
 */
function channels(colour) {
  if (pen === null || !window.CSS.supports("color", colour)) return undefined;
  pen.fillStyle = colour;
  const text = String(pen.fillStyle);
  const hex = /^#(..)(..)(..)$/
    .exec(text)
    ?.slice(1)
    .map((part) => Number.parseInt(part, 16));
  const [r = 0, g = 0, b = 0, alpha = 1] = hex ?? (text.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b, alpha];
}
