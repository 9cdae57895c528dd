import { readFile, readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectRoot } from "../../setup/paths.mjs";
import type { SiteFiles } from "./SiteFiles.js";

/** Paths in the site, from its root. */
export interface Assets {
  readonly style: string;
  readonly maths: string;
  readonly copyScript: string;
  readonly figureScript: string;
  readonly plotly: string;
}

const require = createRequire(import.meta.url);
const sources = join(projectRoot, "scripts", "posts");
const styles = ["page.css", "article.css", "navigation.css", "code.css", "figures.css", "landing.css", "print.css"];
/** Smallest first; all of them define `Plotly`. */
const plotlyPackages = ["plotly.js-cartesian-dist-min", "plotly.js-dist-min", "plotly.js-dist"];

/** Adds what the pages share: styles, KaTeX's fonts, the two small scripts, and plotly.js once (only if a page needs it). */
export async function addAssets(files: SiteFiles, options: { readonly plotly: boolean }): Promise<Assets> {
  const css = await Promise.all(styles.map((name) => readFile(join(sources, "styles", name), "utf8")));
  const script = async (...names: string[]): Promise<string> => {
    const parts = await Promise.all(names.map((name) => readFile(join(sources, "client", name), "utf8")));
    return parts.join("\n");
  };
  return {
    style: files.addHashed("assets", "page", "css", css.join("\n")),
    maths: await addMaths(files),
    copyScript: files.addHashed("assets", "copy", "js", await script("copy.js")),
    figureScript: options.plotly
      ? files.addHashed("assets", "figures", "js", await script("figureTheme.js", "figures.js"))
      : "",
    plotly: options.plotly ? addPlotly(files) : "",
  };
}

async function addMaths(files: SiteFiles): Promise<string> {
  const css = require.resolve("katex/dist/katex.min.css");
  const fonts = join(dirname(css), "fonts");
  const { version } = require("katex/package.json") as { version: string };
  const folder = `assets/katex-${version}`;
  for (const name of await readdir(fonts)) {
    if (name.endsWith(".woff2")) files.copy(`${folder}/fonts/${name}`, join(fonts, name));
  }
  const path = `${folder}/katex.min.css`;
  files.add(path, withoutOldFontFormats(await readFile(css, "utf8")));
  return path;
}

/** Every browser that shows these pages reads woff2; the others are not copied, so the style must not name them. */
function withoutOldFontFormats(css: string): string {
  return css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, "");
}

function addPlotly(files: SiteFiles): string {
  for (const name of plotlyPackages) {
    const manifest = resolveOrUndefined(`${name}/package.json`);
    if (manifest === undefined) continue;
    const { main, version } = require(manifest) as { main: string; version: string };
    const script = join(dirname(manifest), main);
    if (!existsSync(script)) continue;
    const path = `assets/plotly-${version}.js`;
    files.copy(path, script);
    return path;
  }
  throw new Error(`None of ${plotlyPackages.join(", ")} is installed; run npm ci.`);
}

function resolveOrUndefined(id: string): string | undefined {
  try {
    return require.resolve(id);
  } catch {
    return undefined;
  }
}
