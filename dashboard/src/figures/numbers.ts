const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Epsilon with three significant digits: 3 -> "3.00". */
export function epsilonText(epsilon: number): string {
  if (epsilon === 0) return '0';
  return epsilon >= 1000 ? countText(epsilon) : epsilon.toPrecision(3);
}

/** Delta in scientific form with at most two significant digits: 0.00001 -> "1e-5". */
export function deltaText(delta: number): string {
  return delta === 0 ? '0' : Number(delta.toPrecision(2)).toExponential();
}

/** A number of bytes in decimal units with three significant digits: 19862 -> "19.9 kB". */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : Number(value.toPrecision(3))} ${units[power]}`;
}

/** A share of one as a percentage: 0.1234 -> "12 %", and "12.3 %" with one decimal. */
export function shareText(share: number, decimals: 0 | 1): string {
  return `${(share * 100).toFixed(decimals)} %`;
}

/** A whole number with thousands separated: 10000 -> "10,000". */
export function countText(count: number): string {
  return counts.format(count);
}

/** A total variation distance, a relative noise or a score: three decimals. */
export function distanceText(distance: number): string {
  return distance.toFixed(3);
}

/** A difference with its sign, three decimals: -0.1234 -> "−0.123". */
export function differenceText(difference: number): string {
  const size = Math.abs(difference).toFixed(3);
  if (Number(size) === 0) return size;
  return `${difference < 0 ? '−' : '+'}${size}`;
}

/** "1 site", "4 sites". */
export function countOf(count: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}
