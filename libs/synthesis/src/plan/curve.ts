/** Points measured one after the other: what something came to at a level of noise. At least two, by growing noise. */
export type Curve = readonly [CurvePoint, CurvePoint, ...CurvePoint[]];
type CurvePoint = readonly [noise: number, value: number];

/** Straight lines between what was measured; beyond the ends the first and the last of them go on, never below zero. */
export function valueAt(curve: Curve, noise: number): number {
  const above = curve.findIndex(([at]) => at >= noise);
  const next = above < 0 ? curve.length - 1 : Math.max(above, 1);
  const [[low, from], [high, to]] = [curve[next - 1], curve[next]];
  return Math.max(0, from + ((noise - low) / (high - low)) * (to - from));
}
