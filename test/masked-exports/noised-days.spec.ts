import { describe, expect, it, jest } from '@jest/globals';
import { replayStudy, type RoundGiven } from '@commonward/lineage';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { cellFinder, dayColumns, parseAnyDictionary, type SeriesDays, type SeriesDictionary } from '@commonward/schema';
import { sampleDays } from '@commonward/synthesis/coordinator';
import { planStudy, type ScoresPlan } from '@commonward/synthesis/plan';
import { boundScores, releaseVariances } from '@commonward/synthesis/site';

jest.setTimeout(120_000);

const SITES = ['east', 'north', 'south', 'west'];
const [PERSONS, DAYS, STEPS] = [500, 3, 4];

function dictionaryFor(unit: 'day' | 'patient', size: number): SeriesDictionary {
  const channel = { name: 'steps', combine: 'sum', min: 0, max: 9000, bins: [0, 1, 500, 1000, 2000, 9000], integer: true, missing: null };
  const grid = { startMinute: 0, stepMinutes: 360, count: STEPS };
  const text = JSON.stringify({ name: 'walks', kind: 'series', unit, patientId: 'id', daysPerPatient: DAYS, time: { column: 'time', format: 'iso' }, grid, channels: [channel], calendar: 'weekend', publicCohortSize: Object.fromEntries(SITES.map((site) => [site, size])) });
  const dictionary = parseAnyDictionary({ text, file: 'd' });
  if (dictionary.kind !== 'series') throw new Error('another kind');
  return dictionary;
}

/** Nobody walks in the first step; who walks much walks much in all others. */
function daysAt(dictionary: SeriesDictionary): SeriesDays {
  const find = dayColumns(dictionary).map(cellFinder);
  const days = Array.from({ length: PERSONS * DAYS }, (_, at) => {
    const pace = 250 + ((at * 37) % 50) * 40;
    return { patient: Math.floor(at / DAYS), values: [0, pace, pace + 300, pace], weekend: Number(at % 7 > 4) };
  });
  return { rows: days.length, codes: Uint8Array.from(days.flatMap(({ values, weekend }) => [...values, weekend].map((value, j) => find[j](value)))), values: Float64Array.from(days.flatMap(({ values }) => values)), patients: Int32Array.from(days, ({ patient }) => patient) };
}

/** What unmasking gives of the releases of all four sites. */
function summed(plan: ScoresPlan): RoundGiven {
  const release = () => discreteGaussian(boundScores(Sensitive.of([daysAt(plan.dictionary)]), plan), { variances: releaseVariances(plan), random: systemRandom }).value;
  const releases = SITES.map(release);
  return { plan, given: { kind: 'sum', residues: Uint32Array.from(releases[0], (_, at) => releases.reduce((sum, values) => sum + values[at], 0)), sites: SITES } };
}

describe.each([
  ['day', 'local', PERSONS * DAYS],
  ['patient', 'shared', PERSONS],
] as const)('a masked study of days that protects one %s, in %s trust', (unit, trust, units) => {
  const guarantee = { epsilon: 3, delta: 1e-5, unit, adjacency: 'add-or-remove-one' } as const;
  const planning = planStudy({ study: 'walks', dictionary: dictionaryFor(unit, units), guarantee, trust, aggregation: 'masked', setting: 'moments', allocation: 'usual', tuning: 'none', steps: null, clipping: 'whole', sites: SITES, seed: '7'.repeat(64) });

  it('counts its units in both rounds, and draws days that are like the real ones, from the sums alone', () => {
    if (planning.kind === 'refused' || planning.plan.encoding !== 'scores') throw new Error('A plan of days was expected.');
    const first = summed(planning.plan);
    const next = replayStudy([first]);
    if (next.kind !== 'next round' || next.plan.encoding !== 'scores') throw new Error('A second round was expected.');
    const outcome = replayStudy([first, summed(next.plan)]);
    if (outcome.kind !== 'trained' || outcome.replay.encoding !== 'scores') throw new Error('A generator was expected.');
    const { generator, plan, recordsEstimated } = outcome.replay;
    expect(Math.abs(recordsEstimated / (SITES.length * units) - 1)).toBeLessThan(0.05);
    const { rows, values } = sampleDays(generator, plan, { days: 2000, stream: 'test', cells: new Map() });
    const mean = (of: (day: Float64Array) => number) => Array.from({ length: rows }, (_, row) => of(values.subarray(row * STEPS, (row + 1) * STEPS))).reduce((sum, value) => sum + value, 0) / rows;
    expect(mean(([night]) => Number(night === 0))).toBeGreaterThan(0.9);
    expect(Math.abs(mean(([, morning]) => morning) / 1230 - 1)).toBeLessThan(0.35);
    const busy = (value: number): number => Number(value >= 1000) - 0.6;
    expect(mean(([, morning, , evening]) => busy(morning) * busy(evening))).toBeGreaterThan(0.1);
  });
});
