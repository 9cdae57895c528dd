/**
 * Jupyter counts a cursor's position in Unicode's code points, JavaScript in UTF-16 units.
 *
 * @param {string} source
 * @param {number} points
 */
export function unitsOf(source, points) {
  return Array.from(source).slice(0, points).join("").length;
}

/**
 * @param {string} source
 * @param {number} units
 */
export function pointsOf(source, units) {
  return Array.from(source.slice(0, units)).length;
}
