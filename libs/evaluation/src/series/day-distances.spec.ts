import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { scaledDays, takeDays, type DaySet } from './day-set.js';
import { detectionAuroc } from './detection.js';
import { profileError, stepQuantileError, totalsError } from './distribution-distances.js';
import { forecastR2 } from './next-step-forecast.js';
import { relationDistances } from './relation-distances.js';

const { days } = JSON.parse(readFileSync(new URL('../../../../test/vectors/series.json', import.meta.url), 'utf8')) as {
  days: { steps: number; limits: [number, number][]; first: number[]; second: number[]; distances: Record<string, number> };
};
const setOf = (values: number[]): DaySet => ({
  channels: days.limits.map(([min, max]) => ({ min, max })),
  steps: days.steps,
  values: Float64Array.from(values),
  weekend: new Uint8Array(values.length / 28),
});
const [first, second] = [setOf(days.first), setOf(days.second)];
const [a, b] = [first, second].map(scaledDays);

describe('two sets of days', () => {
  it('are as far apart as numpy finds', () => {
    const relations = relationDistances(a, b, days.steps);
    const ours = { profile: profileError(a, b), stepQuantiles: stepQuantileError(a, b), totals: totalsError(first, second), ...relations, forecastR2: forecastR2({ training: a, test: b, steps: days.steps }) };
    for (const [name, value] of Object.entries(days.distances)) expect(Math.abs((ours as Record<string, number>)[name] / value - 1)).toBeLessThan(1e-9);
  });

  it('are no distance apart if they are one', () => {
    expect([profileError(a, a), stepQuantileError(a, a), totalsError(first, first), ...Object.values<number>({ ...relationDistances(a, a, days.steps) })]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('are told apart by a forest if one is far busier, and not if both are halves of one', () => {
    const busy = setOf(days.second.map((value) => Math.min(value * 3 + 50, 900)));
    expect(detectionAuroc(scaledDays(busy), a, 0)).toBeGreaterThan(0.95);
    const [even, odd] = [0, 1].map((rest) => scaledDays(takeDays(first, Array.from({ length: 20 }, (_, k) => 2 * k + rest))));
    expect(Math.abs(detectionAuroc(even, odd, 0) - 0.5)).toBeLessThan(0.3);
  });

  it('are not compared where a reading is missing', () => {
    expect(() => scaledDays({ ...first, values: first.values.map((value, at) => (at === 3 ? NaN : value)) })).toThrow('only if no reading is missing');
  });
});
