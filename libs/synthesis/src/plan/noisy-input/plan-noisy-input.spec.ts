import { describe, expect, it } from '@jest/globals';
import { epsilonOf, RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor, type Adjacency, type RandomisedAnswer } from '@commonward/accounting';
import fc from 'fast-check';
import { aNoisyPlan, aNoisyStudy } from '../../../test/randomised-study.js';
import { aDictionary, aGuarantee } from '../../../test/simulated-table.js';
import { aScoresStudy } from '../scores/a-scores-study.fixture.js';
import { eventOf, parsePlan, planLength, planNoisyInput, planStudy, randomisedTablesIn, viewsOfPlan } from '../index.js';

const cohorts = (size: number) => aDictionary({ publicCohortSize: { north: size, south: size } });
const outcomeOf = (size: number) => planNoisyInput(aNoisyStudy({ dictionary: cohorts(size), guarantee: aGuarantee() }));
const costOf = (columns: readonly RandomisedAnswer[]) => rhoUnits({ kind: 'randomised-record', columns });

describe('a plan of randomised records', () => {
  it('costs each site no more than its guarantee and hardly less, under either adjacency', () => {
    const guarantees = fc.record({
      epsilon: fc.double({ min: 0.2, max: 12, noNaN: true }),
      delta: fc.double({ min: 1e-9, max: 1e-4, noNaN: true }),
      adjacency: fc.constantFrom<Adjacency>('add-or-remove-one', 'replace-one'),
    });
    fc.assert(
      fc.property(guarantees, (changes) => {
        const guarantee = aGuarantee(changes);
        const units = rhoUnits(eventOf(aNoisyPlan({ guarantee, dictionary: cohorts(10_000_000) })));
        expect(units).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
        expect(units).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
        expect(epsilonOf({ rho: units / RHO_UNITS_PER_ONE, delta: guarantee.delta })).toBeLessThanOrEqual(guarantee.epsilon);
      }),
      { numRuns: 40 },
    );
  });

  it('gives half of rho to the target, which is in every table with it, and the other half to all others alike', () => {
    const { columns } = aNoisyPlan();
    const [target] = columns.slice(-1);
    const half = costOf(columns) / 2;
    expect(costOf([target]) / half).toBeCloseTo(1, 3);
    columns.slice(0, -1).forEach((column) => expect(costOf([column]) / (half / 4)).toBeCloseTo(1, 3));
  });

  it('gives every column the category of nobody beside its own, and every site half as many places again as it declares', () => {
    const { columns, places } = aNoisyPlan({ dictionary: aDictionary({ publicCohortSize: { north: 40_001, south: 20_000 } }) });
    expect(columns.map(({ categories }) => categories)).toEqual([5, 5, 3, 5, 3]);
    expect(places).toEqual({ north: 60_002, south: 30_000 });
  });

  it('counts all pairs, one after the other, with nobody in each', () => {
    const plan = aNoisyPlan();
    expect(randomisedTablesIn(plan).map(({ columns }) => columns.join('-'))).toEqual(['0-4', '1-4', '2-4', '3-4', '0-1', '0-2', '0-3', '1-2', '1-3', '2-3']);
    expect(randomisedTablesIn(plan)[1]).toEqual({ columns: [1, 4], start: 15, shape: [5, 3] });
    expect(planLength(plan)).toBe(15 + 15 + 9 + 15 + 25 + 15 + 25 + 15 + 25 + 15);
  });

  it('learns all pairs of many patients, fewer tables of fewer, and says of too few how far they are', () => {
    const kinds = [80_000, 12_000, 800, 80].map((size) => {
      const planning = outcomeOf(size);
      return planning.kind === 'planned' ? planning.plan.workload : planning.reason;
    });
    expect(kinds.slice(0, 3)).toEqual(['weighted-pairs', 'target-pairs', 'one-ways']);
    expect(kinds[3]).toMatch(/^160 patients at 2 sites are too few to learn from records that are randomised one by one at epsilon 3 and delta 0.00001: .* Choose the setting moments, raise epsilon/);
  });

  it('is worth its guarantee whoever else is honest', () => {
    const { alone, coalition, allHonest, booked } = viewsOfPlan(aNoisyPlan());
    expect(booked).toBe('alone');
    expect([coalition, allHonest]).toEqual([alone, alone]);
  });

  it('is read back as it was written', () => {
    const plan = aNoisyPlan();
    expect(parsePlan(JSON.stringify(plan))).toEqual(plan);
  });

  it.each([
    [{ columns: aNoisyPlan().columns.map((column) => ({ ...column, replaced: column.replaced - 1 })) }, 'The plan\'s field "columns" is wrong: the release costs more than the guarantee allows.'],
    [{ columns: aNoisyPlan().columns.map((column) => ({ ...column, replaced: column.outOf })) }, 'columns.0.replaced" is wrong: it must be less than outOf'],
    [{ columns: aNoisyPlan().columns.slice(1) }, 'columns" is wrong: expected 5'],
    [{ columns: aNoisyPlan().columns.map((column) => ({ ...column, categories: 4 })) }, 'columns.0.categories" is wrong: expected 5'],
    [{ places: { north: 5 } }, 'places" is wrong: south has none'],
    [{ places: { north: 5, south: 5, west: 5 } }, 'places" is wrong: expected one number for each site'],
    [{ trust: 'shared' }, 'trust" is wrong: randomised records share no noise'],
    [{ aggregation: 'masked' }, 'aggregation" is wrong: randomised records are released one site by itself'],
    [{ grid: 4 }, 'Unrecognized key: "grid"'],
  ])('is refused with %j', (change, message) => {
    expect(() => parsePlan(JSON.stringify({ ...aNoisyPlan(), ...change }))).toThrow(message);
  });

  it.each([
    [{ trust: 'shared' as const }, 'needs trust local'],
    [{ aggregation: 'masked' as const }, 'needs aggregation plain'],
    [{ dictionary: cohorts(12_000_000) }, 'The site north declares 12000000 patients; randomised records have room for 11184810.'],
    [{ dictionary: aDictionary() }, 'declares no public cohort size for north'],
  ])('cannot be made of %j', (change, message) => {
    expect(() => planNoisyInput(aNoisyStudy(change))).toThrow(message);
  });

  it('is made for a study of tables that asks for it, and for no other kind of data', () => {
    expect(planStudy({ ...aNoisyStudy(), setting: 'noisy-input', allocation: 'usual', tuning: 'none', steps: null, clipping: 'whole' })).toMatchObject({ kind: 'planned', plan: { encoding: 'noisy-input' }, forecast: { outcome: 'noisy-input' } });
    expect(planStudy({ ...aNoisyStudy(), setting: 'moments', allocation: 'usual', tuning: 'none', steps: null, clipping: 'whole' })).toMatchObject({ kind: 'planned', plan: { encoding: 'pairs' } });
    expect(() => planStudy({ ...aScoresStudy(), setting: 'noisy-input', allocation: 'usual', tuning: 'none', steps: null, clipping: 'whole' })).toThrow('The setting noisy-input is for tables; this dictionary is of kind series: choose another setting.');
  });
});
