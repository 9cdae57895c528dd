import { NonFiniteError } from "../../errors/index.js";
import { gaussKronrod } from "./gaussKronrod.js";

const MAX_PANELS = 600;
const TOLERANCE = 1e-12;
/** What is still good enough when the panels are used up: rounding in f may hide the last digits. */
const LAST_TOLERANCE = 1e-7;

/**
 * ∫ f over the interval that the breakpoints span, by globally adaptive Gauss–Kronrod quadrature: the panel with the
 * largest error is halved until the errors sum to 1e-12 of the absolute value (or of 1e-3, if that is larger). Where
 * rounding in f prevents that, 1e-7 will do.
 *
 * @param breakpoints increasing; the panels to begin with
 * @throws NonFiniteError if that precision is not reached, as for an integral that diverges
 */
export function integrate(f: (x: number) => number, breakpoints: readonly number[]): number {
  const panels = breakpoints.slice(1).map((to, i) => gaussKronrod(f, breakpoints[i] as number, to));
  const sum = (field: "value" | "error"): number => panels.reduce((total, panel) => total + panel[field], 0);
  for (;;) {
    const value = sum("value");
    if (!Number.isFinite(value)) break;
    const error = sum("error");
    const scale = panels.reduce((total, panel) => total + Math.abs(panel.value), 0);
    const exhausted = panels.length >= MAX_PANELS;
    if (error <= (exhausted ? LAST_TOLERANCE : TOLERANCE) * Math.max(scale, 1e-3)) return value;
    if (exhausted) break;
    const worst = panels.reduce((w, panel, i) => (panel.error > (panels[w]?.error ?? 0) ? i : w), 0);
    const panel = panels[worst];
    if (panel === undefined) return 0;
    const middle = (panel.from + panel.to) / 2;
    panels.splice(worst, 1, gaussKronrod(f, panel.from, middle), gaussKronrod(f, middle, panel.to));
  }
  throw new NonFiniteError(
    "The quadrature did not converge: the integral may be infinite. Try a Monte Carlo estimate.",
  );
}
