import type { ScoresPlan } from '../../plan/scores/index.js';
import { publicUniform } from '../public-randomness.js';
import type { DayGenerator } from './day-generator.js';
import { drawPool, type DrawnDays } from './day-pool.js';
import { tiltedWeights } from './tilt.js';

export interface DayRequest {
  readonly days: number;
  /** Names the stream of public randomness: another name, other days. */
  readonly stream: string;
  /** By column of `dayColumns` the cells that are asked for; of other columns every cell is. */
  readonly cells: ReadonlyMap<number, ReadonlySet<number>>;
}

export interface SyntheticDays extends DrawnDays {
  /** How many days of even weight would be worth as much as the weighted pool that the days were taken from. */
  readonly effectiveDays: number;
}

const POOL = 20_000;

/**
 * Draws days; the same generator, seed and request give the same bytes on every machine.
 * @throws RangeError if no day of the pool is in the cells that are asked for
 */
export function sampleDays(generator: DayGenerator, plan: ScoresPlan, { days, stream, cells }: DayRequest): SyntheticDays {
  const uniform = publicUniform(plan.seed, `days/${stream}`);
  const pool = drawPool(generator, plan, { rows: POOL, uniform });
  const tilted = tiltedWeights(pool, generator, plan);
  const asked = placesIn(pool, cells);
  if (asked.length === 0) throw new RangeError('The conditions leave no day.');
  const weights = Float64Array.from(asked, (place) => tilted[place]);
  const [total, squares] = [weights.reduce((sum, weight) => sum + weight, 0), weights.reduce((sum, weight) => sum + weight * weight, 0)];
  const places = systematic(weights, { draws: days, offset: uniform() }).map((at) => asked[at]);
  return { ...taken(pool, places), effectiveDays: (total * total) / squares };
}

/** The days of a pool that are in the cells that are asked for. */
export function placesIn({ rows, codes }: DrawnDays, cells: DayRequest['cells']): Int32Array {
  const width = codes.length / rows;
  return Int32Array.from({ length: rows }, (_, row) => row).filter((row) => [...cells].every(([column, allowed]) => allowed.has(codes[row * width + column])));
}

/**
 * As many places as draws; each place comes up as often as its weight says, rounded down or up.
 * @param offset from 0 to 1
 */
export function systematic(weights: Float64Array, { draws, offset }: { readonly draws: number; readonly offset: number }): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [at, below] = [0, weights[0]];
  return Int32Array.from({ length: draws }, (_, draw) => {
    while (at < weights.length - 1 && below <= ((draw + offset) / draws) * total) below += weights[(at += 1)];
    return at;
  });
}

/** The days at these places. */
export function taken({ rows, codes, values }: DrawnDays, places: Int32Array): DrawnDays {
  const [width, steps] = [codes.length / rows, values.length / rows];
  const result = { rows: places.length, codes: new Uint8Array(places.length * width), values: new Float64Array(places.length * steps) };
  places.forEach((place, row) => {
    result.codes.set(codes.subarray(place * width, (place + 1) * width), row * width);
    result.values.set(values.subarray(place * steps, (place + 1) * steps), row * steps);
  });
  return result;
}
