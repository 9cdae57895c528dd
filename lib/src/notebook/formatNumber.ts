/**
 * A number as tables show it: rounded to significant digits, whole numbers in full, powers of ten below 1e-4 and from
 * 1e9, with true minus and infinity signs.
 *
 * @param digits significant digits, 1 to 17
 */
export function formatNumber(value: number, digits = 4): string {
  const size = Math.abs(value);
  if (size === Infinity) return value > 0 ? "∞" : "−∞";
  const whole = Number.isInteger(value) && size < 1e9;
  const scientific = size !== 0 && (size < 1e-4 || size >= 1e9);
  // A rounded integer part is never cut: 12345.6 keeps its five digits.
  const needed = size >= 1 ? Math.max(digits, Math.floor(Math.log10(size)) + 1) : digits;
  const text = whole
    ? String(value)
    : scientific
      ? value.toExponential(digits - 1)
      : value.toPrecision(needed);
  return text.replaceAll("-", "−");
}
