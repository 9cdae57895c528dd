/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of mantissa. Every value is a float32, too. */
export function float32FromFloat16(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const mantissa = half & 0x3ff;
    if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
    // Without the leading 1 where the exponent is 0.
    const significand = exponent === 0 ? mantissa : mantissa + 0x400;
    return sign * significand * 2 ** (Math.max(exponent, 1) - 25);
  });
}

/** bfloat16: the upper half of a float32. */
export function float32FromBfloat16(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}
