import { describe, expect, it } from '@jest/globals';
import { parsePlan, withIdentityKeys, type ScoresPlan } from '../plan/index.js';
import { aScoresPlan } from '../plan/scores/a-scores-study.fixture.js';
import { absorbTables, momentsPlan } from './index.js';

const SITES = ['north', 'east', 'south', 'west'];
const keys = new Map(SITES.map((site, k) => [site, String(k).repeat(64)]));
const first = withIdentityKeys(aScoresPlan({ trust: 'local', aggregation: 'masked' }), keys);
const sum = Float64Array.from({ length: first.tables.reduce((length, block) => length + block.length, 0) }, (_, at) => first.grid * (400 + ((at * 7919) % 101)));

describe('the plan of a second round of days', () => {
  const second: ScoresPlan = momentsPlan(first, { sum, sites: 3 }, ['west', 'north', 'east']);

  it('asks exactly the sites of the first sum, with their keys, and needs all of them', () => {
    expect(second).toMatchObject({ sites: ['north', 'east', 'west'], threshold: 3 });
    expect(second.aggregation === 'masked' && second.identityKeys).toEqual({ north: keys.get('north'), east: keys.get('east'), west: keys.get('west') });
  });

  it('names the means and spreads of the first sum, and the charges of both rounds as they were', () => {
    const { means, spreads } = absorbTables(sum, { plan: first, contributors: 3 });
    expect(second.part).toEqual({ name: 'moments', means: [...means], spreads: [...spreads] });
    expect([second.tables, second.moments, second.guarantee, second.scope]).toEqual([first.tables, first.moments, first.guarantee, first.scope]);
  });

  it('is one that a site reads', () => {
    expect(parsePlan(JSON.stringify(second))).toEqual(second);
  });
});
