import { describe, expect, it } from '@jest/globals';
import { aScoresPlan, aSeriesDictionary } from './a-scores-study.fixture.js';
import { parseScoresPlan } from './parse-scores-plan.js';
import type { ScoresPlan } from './scores-plan.js';

const plan = aScoresPlan({ dictionary: aSeriesDictionary({ missing: true }), honestSites: 3 });
const changed = (changes: Partial<ScoresPlan>): string => JSON.stringify({ ...plan, ...changes });

describe('parseScoresPlan', () => {
  it('reads back what was planned', () => {
    expect(parseScoresPlan(JSON.stringify(plan))).toEqual(plan);
  });

  it('reads a plan without second moments', () => {
    const margins = aScoresPlan({ dictionary: aSeriesDictionary({ steps: 96 }), units: 800 });
    expect(parseScoresPlan(JSON.stringify(margins))).toEqual(margins);
  });

  it.each<[string, string, string]>([
    ['text that is no JSON', '{', 'not JSON'],
    ['a site that is named twice', changed({ sites: ['a', 'a', 'b', 'c'] }), '"sites"'],
    ['more honest sites than there are', changed({ honestSites: 5 }), '"honestSites"'],
    ['another unit than the dictionary protects', changed({ guarantee: { ...plan.guarantee, unit: 'patient' } }), '"guarantee.unit"'],
    ['a larger clipping norm', changed({ moments: [{ ...plan.moments[0], clippingNorm: plan.moments[0].clippingNorm + 1 }] }), '"moments"'],
    ['tables that the dictionary does not have', changed({ tables: plan.tables.slice(1) }), '"tables"'],
    ['a scope that the blocks are not of', changed({ scope: 'margins' }), '"tables"'],
    ['less noise than the guarantee pays for', changed({ moments: [{ ...plan.moments[0], variance: Math.floor(plan.moments[0].variance * 0.99) }] }), 'cost more'],
    ['noise that is narrower than the grid', changed({ tables: plan.tables.map((block) => ({ ...block, variance: 15 })) }), 'grid steps wide'],
    ['sums that could leave 32 bits', changed({ clampTo: plan.clampTo + 1 }), '"clampTo"'],
    ['more honest sites than the noise was planned for', changed({ honestSites: 2 }), 'cost more'],
    ['a field that it does not know', JSON.stringify({ ...plan, epsilon: 99 }), 'epsilon'],
  ])('refuses %s', (_, text, sentence) => {
    expect(() => parseScoresPlan(text)).toThrow(RangeError);
    expect(() => parseScoresPlan(text)).toThrow(sentence);
  });
});
