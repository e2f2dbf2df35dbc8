import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDictionary } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';
import { centreAndScale, featuresOf, labelledRows } from './features.js';

const columns = [
  { name: 'pressure', type: 'numeric', min: 60, max: 260, bins: [80, 120, 160, 200], missing: [''] },
  { name: 'pain', type: 'categorical', categories: ['1', '2', '3'], missing: [''], other: false },
  { name: 'sex', type: 'categorical', categories: ['f', 'm'], missing: [], other: false },
  { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
];

function aDictionary(target: string): DataDictionary {
  return parseDictionary({ text: JSON.stringify({ name: 'd', kind: 'table', unit: 'patient', target, columns }), file: 'd.json' });
}

describe('labelledRows', () => {
  it('scales numbers, spells out categories and marks what is missing', () => {
    const table = {
      rows: 3,
      columns: [Float64Array.of(200, NaN, 140), Float64Array.of(0, 2, NaN), Float64Array.of(1, 0, 1), Float64Array.of(1, 0, 1)],
    };
    const { x, y } = labelledRows(table, aDictionary('ill'));
    expect(featuresOf(aDictionary('ill')).map(({ name }) => name)).toEqual([
      'pressure', 'pressure missing', 'pain=1', 'pain=2', 'pain=3', 'pain missing', 'sex=m',
    ]);
    expect([...x.values]).toEqual([
      2, 0, 1, 0, 0, 0, 1,
      0, 1, 0, 0, 1, 0, 0,
      0, 0, 0, 0, 0, 1, 1,
    ]);
    expect([...y]).toEqual([1, 0, 1]);
  });

  it('leaves out rows whose target is missing', () => {
    const table = { rows: 2, columns: [Float64Array.of(80, 90), Float64Array.of(0, 0), Float64Array.of(1, 0), Float64Array.of(NaN, 1)] };
    const { x, y } = labelledRows(table, aDictionary('ill'));
    expect([x.rows, ...y]).toEqual([1, 1]);
  });

  it('says which target it cannot use', () => {
    const table = { rows: 0, columns: columns.map(() => new Float64Array(0)) };
    expect(() => labelledRows(table, aDictionary('pain'))).toThrow('the target "pain" has 3 categories; classifiers need a target with two');
  });
});

describe('centreAndScale', () => {
  it('is the middle and a quarter of the range for bins of equal width', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), (low, width, bins) => {
        const edges = Array.from({ length: bins + 1 }, (_, k) => low + k * width);
        const { centre, scale } = centreAndScale({ edges });
        expect(centre).toBeCloseTo(low + (bins * width) / 2, 9);
        expect(scale).toBeCloseTo((bins * width) / 4, 9);
      }),
    );
  });

  it('ignores how far the outer bins reach', () => {
    const edges = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    expect(centreAndScale({ edges: [-1000, ...edges.slice(1, -1), 1000] })).toEqual(centreAndScale({ edges }));
  });
});
