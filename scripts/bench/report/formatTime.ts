/** Two digits after the point, and three of the number where it is small. */
export function formatTime(milliseconds: number): string {
  return milliseconds < 1 ? milliseconds.toPrecision(3) : milliseconds.toFixed(2);
}
