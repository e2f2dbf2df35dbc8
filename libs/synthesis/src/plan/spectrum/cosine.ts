const TURN = 2 * Math.PI;

/**
 * cos(2 pi numerator / denominator), within two units in the last place, with the same bits on every engine.
 *
 * `Math.cos` is implementation-defined. A whole number of steps is first brought into the first eighth of a turn, where the Taylor
 * polynomials of degree 16 and 17 are off by less than 1e-17.
 * @param numerator integer
 * @param denominator positive integer; 8 numerator must be a safe integer
 */
export function cosineOfTurn(numerator: number, denominator: number): number {
  const rest = ((numerator % denominator) + denominator) % denominator;
  const half = 2 * rest > denominator ? denominator - rest : rest;
  if (4 * half > denominator) return -cosineOfQuarter(denominator - 2 * half, 2 * denominator);
  return cosineOfQuarter(half, denominator);
}

/** For a fraction of at most a quarter of a turn. */
function cosineOfQuarter(numerator: number, denominator: number): number {
  if (8 * numerator <= denominator) return cosineSeries((TURN * numerator) / denominator);
  return sineSeries((TURN * (denominator - 4 * numerator)) / (4 * denominator));
}

function cosineSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let n = 16; n >= 2; n -= 2) sum = 1 - (square / (n * (n - 1))) * sum;
  return sum;
}

function sineSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let n = 17; n >= 3; n -= 2) sum = 1 - (square / (n * (n - 1))) * sum;
  return x * sum;
}
