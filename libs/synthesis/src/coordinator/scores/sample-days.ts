import type { ScoresPlan } from '../../plan/scores/index.js';
import { publicUniform } from '../public-randomness.js';
import type { DayGenerator } from './day-generator.js';
import { drawPool, type DrawnDays } from './day-pool.js';
import { tiltedWeights } from './tilt.js';

export interface DayRequest {
  readonly days: number;
  /** Names the stream of public randomness: another name, other days. */
  readonly stream: string;
}

export interface SyntheticDays extends DrawnDays {
  /** How many days of even weight would be worth as much as the weighted pool that the days were taken from. */
  readonly effectiveDays: number;
}

const POOL = 20_000;

/** Draws days; the same generator, seed and request give the same bytes on every machine. */
export function sampleDays(generator: DayGenerator, plan: ScoresPlan, { days, stream }: DayRequest): SyntheticDays {
  const uniform = publicUniform(plan.seed, `days/${stream}`);
  const pool = drawPool(generator, plan, { rows: POOL, uniform });
  const weights = tiltedWeights(pool, generator, plan);
  const effectiveDays = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  return { ...taken(pool, systematic(weights, { draws: days, offset: uniform() })), effectiveDays };
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

function taken({ rows, codes, values }: DrawnDays, places: Int32Array): DrawnDays {
  const [width, steps] = [codes.length / rows, values.length / rows];
  const result = { rows: places.length, codes: new Uint8Array(places.length * width), values: new Float64Array(places.length * steps) };
  places.forEach((place, row) => {
    result.codes.set(codes.subarray(place * width, (place + 1) * width), row * width);
    result.values.set(values.subarray(place * steps, (place + 1) * steps), row * steps);
  });
  return result;
}
