/** A mean over seeds and the standard deviation between them; null for a single seed. */
export interface Spread {
  readonly mean: number;
  readonly sd: number | null;
}

/** @param values at least one */
export function spread(values: readonly number[]): Spread {
  const centre = mean(values);
  if (values.length < 2) return { mean: centre, sd: null };
  return { mean: centre, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)) };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
