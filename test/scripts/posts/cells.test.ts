import { describe, expect, it } from "vitest";
import { code, display, exportCells, markdown } from "./support/exportNotebook.js";

const printed = { output_type: "stream", name: "stdout", text: "printed\n" };
const page = async (...cells: object[]) => exportCells(cells);

describe("a code cell", () => {
  it("is folded or left out as its tags say", async () => {
    const tags = [
      "remove-cell",
      "remove-input",
      "remove-output",
      "hide-input",
      "hide-output",
      "hide-cell",
      "parameters",
    ];
    const { document } = await page(...tags.map((tag) => code(`"${tag}";`, [printed], [tag])));
    const text = document.querySelector("article")?.textContent ?? "";
    expect(text).not.toContain('"remove-cell"');
    expect(text).not.toContain('"remove-input"');
    expect(text).toContain('"remove-output"');
    expect(document.querySelectorAll(".stdout")).toHaveLength(5);
    const summaries = [...document.querySelectorAll("summary")].map((summary) => summary.textContent);
    expect(summaries).toEqual(["Show the code", "Show the output", "Show the cell", "Parameters"]);
  });

  it("is highlighted as TypeScript, and its printed text is whole, plain and limited", async () => {
    const half = { output_type: "stream", name: "stdout", text: ["\u001b[31mred\u001b[0m ", "and 1 %\r2 %"] };
    const endless = { output_type: "stream", name: "stderr", text: "x".repeat(50_000) };
    const { document } = await page(code("const x: number = 1;", [half, printed, endless]));
    expect(document.querySelector(".hljs-keyword")?.textContent).toBe("const");
    expect(document.querySelector(".stdout pre")?.textContent).toBe("2 %printed");
    expect(document.querySelector(".stderr pre")?.textContent).toHaveLength(20_000);
    expect(document.querySelector(".note")?.textContent).toBe("30,000 more characters are not shown.");
  });

  it("shows the best form of what it displayed, and the next where that comes to nothing", async () => {
    const { document, warnings } = await page(
      code("1", [
        display({ "text/html": "<table><tr><td>cell</td></tr></table>", "text/plain": "no" }),
        display({ "image/png": "%%%", "text/plain": "instead" }),
        display({ "application/json": { a: [1] }, "text/plain": "no" }),
        display({ "text/latex": "$x^2$", "text/plain": "no" }),
        display({ "application/x-unknown": "?" }),
      ]),
    );
    expect(document.querySelector("td")?.textContent).toBe("cell");
    expect(document.querySelector(".plain")?.textContent).toBe("instead");
    expect(document.querySelector(".json")?.textContent).toContain('"a": [');
    expect(document.querySelectorAll(".katex-display")).toHaveLength(1);
    expect(document.body.textContent).not.toContain("no");
    expect(warnings).toEqual([
      "post.ipynb, cell 2: an output of type image/png is not such a picture and is not shown",
      'post.ipynb, cell 2: an output of type "application/x-unknown" is not shown',
    ]);
  });

  it("shows an error with its name, message and traceback", async () => {
    const error = {
      output_type: "error",
      ename: "TypeError",
      evalue: "bad",
      traceback: ["\u001b[31mat\u001b[0m x"],
    };
    const { document } = await page(code("f()", [error]));
    expect(document.querySelector(".error p")?.textContent).toBe("TypeError: bad");
    expect(document.querySelector(".error pre")?.textContent).toBe("at x");
  });

  it("keeps a plotly figure's data unharmed beside its picture's description and caption", async () => {
    const layout = {
      meta: { alt: "Two points.", caption: "Where $x$ is." },
      title: { text: "</script><b>" },
    };
    const figure = { data: [{ type: "scatter", x: [1, 2], y: [3, 4] }], layout };
    const { document, warnings } = await page(
      code("1", [display({ "application/vnd.plotly.v1+json": figure })]),
    );
    const block = document.querySelector('.plot > script[type="application/json"]');
    expect(JSON.parse(block?.textContent ?? "")).toEqual(figure);
    expect(document.querySelector(".plot")?.getAttribute("aria-label")).toBe("Two points.");
    expect(document.querySelector("figcaption")?.textContent).toMatch(/^Figure 1\. Where /);
    expect(document.querySelector("figcaption .katex")).not.toBeNull();
    expect(warnings.join()).toContain("no PNG beside it");
  });
});

describe("a Markdown cell", () => {
  it("renders mathematics, and Markdown within a solution that the reader opens", async () => {
    const source =
      "<details>\n<summary>Solution</summary>\n\nBy **Jensen**, $\\log$ is concave.\n\n</details>";
    const { document } = await page(markdown(source));
    expect(document.querySelector("details strong")?.textContent).toBe("Jensen");
    expect(document.querySelector("details .katex")).not.toBeNull();
  });

  it("names notebook and cell for a formula that KaTeX cannot typeset", async () => {
    await expect(page(markdown("fine"), markdown("$\\frac{1$"))).rejects.toThrow(
      /^post\.ipynb, cell 3: KaTeX cannot/,
    );
  });

  it("leads from JupyterLab's heading links to the page's headings, and tells of links that lead nowhere", async () => {
    const { document, warnings } = await page(
      markdown("# A post\n\n## The Bound $x$\n\n[to](#The-Bound-$x$) [no](#nowhere) [file](../x.csv)"),
    );
    expect(document.querySelector("h2")?.id).toBe("the-bound-x");
    expect(document.querySelectorAll("h1")).toHaveLength(1);
    expect(document.querySelector(".prose p a")?.getAttribute("href")).toBe("#the-bound-x");
    expect(warnings).toEqual([
      "post.ipynb, cell 2: the link to ../x.csv leads nowhere on the site",
      "post.ipynb, cell 2: the link to #nowhere leads nowhere on the page",
    ]);
  });
});
