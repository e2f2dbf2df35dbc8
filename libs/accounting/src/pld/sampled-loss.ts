/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { exp, expm1, log, log1p, max } = Math;

/** What a loss becomes by sampling with probability q: ln(1 + q (e^loss - 1)), also where e^loss is no double. */
export function sampledLoss(loss: number, q: number): number {
  if (loss < 1) return log1p(q * expm1(loss));
  return loss + log(q + (1 - q) * exp(-loss));
}

/** The loss that becomes this one; -Infinity below all of those. */
export function unsampledLoss(loss: number, q: number): number {
  if (loss < 1) return log1p(max(-1, expm1(loss) / q));
  return loss + log((1 - (1 - q) * exp(-loss)) / q);
}
