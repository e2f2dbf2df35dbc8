import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { chestXrayDictionary, fitbitDictionary, heartDiseaseDictionary } from '@commonward/cohorts';
import type { AnyDictionary } from '@commonward/schema';
import { expectedError, type ExpectedError } from '@commonward/synthesis/coordinator';
import { planStudy, type Trust } from '@commonward/synthesis/plan';
import { publicSeed } from './public-seed.js';

interface Measured {
  readonly data: 'heart-disease' | 'chest-xray' | 'fitbit';
  readonly trust: Trust;
  readonly epsilon: number;
  /** records that were learnt from */
  readonly cohort: number;
  readonly measured: number;
}

/** What the benchmarks measured (docs/results.md, "Forecasts"): the mean error of seeds that no forecast was made from. */
const { rows } = JSON.parse(readFileSync(new URL('../../test/vectors/forecasts.json', import.meta.url), 'utf8')) as { rows: readonly Measured[] };

/** With as many days declared that none is refused: noise does not depend on their number. */
const dictionaries: Record<Measured['data'], AnyDictionary> = {
  'heart-disease': heartDiseaseDictionary,
  'chest-xray': chestXrayDictionary({ height: 28, width: 28 }),
  fitbit: { ...fitbitDictionary, publicCohortSize: { north: 1e4, east: 1e4, south: 1e4, west: 1e4 } },
};

function forecastOf({ data, trust, epsilon, cohort }: Measured): ExpectedError {
  const dictionary = dictionaries[data];
  const sites = Object.keys(dictionary.publicCohortSize);
  const planning = planStudy({ study: data, dictionary, guarantee: { epsilon, delta: 1e-5, unit: dictionary.unit, adjacency: 'add-or-remove-one' }, trust, aggregation: 'masked', setting: 'moments', allocation: 'usual', tuning: 'none', steps: null, clipping: 'whole', sites, seed: publicSeed(0) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  if (planning.plan.encoding === 'gradients') throw new Error('A network has no forecast of its error.');
  return expectedError(planning.plan, cohort);
}

function main(error: ExpectedError): number {
  switch (error.kind) {
    case 'tables':
      return error.twoWay;
    case 'images':
      return error.frechet;
    case 'days':
      return error.correlation;
    default:
      return error satisfies never;
  }
}

describe('the error that is forecast', () => {
  it.each(rows)('of $data in $trust trust at epsilon $epsilon is within a factor of 1.5 of what was measured', (row) => {
    const ratio = main(forecastOf(row)) / row.measured;
    expect(ratio).toBeGreaterThan(1 / 1.5);
    expect(ratio).toBeLessThan(1.5);
  });

  it('was measured in both trusts at three budgets of three kinds of data', () => {
    expect(new Set(rows.map(({ data, trust, epsilon }) => `${data} ${trust} ${epsilon}`)).size).toBe(18);
  });
});
