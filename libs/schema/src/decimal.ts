const DECIMAL = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads a decimal number: an optional sign, digits, an optional fraction and exponent; ".7", "-.5" and "63.0" are numbers.
 * @returns null for every other text (empty, hexadecimal, NaN, Infinity) and for numbers beyond the range of a double
 */
export function parseDecimal(text: string): number | null {
  if (!DECIMAL.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
