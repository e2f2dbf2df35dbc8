import { describe, expect, it } from '@jest/globals';
import { encodeTable, tableLayout } from '@commonward/schema';
import { contingencyCounts } from './association.js';
import { cellColumns } from './cell-columns.js';
import { mutualInformation } from './mutual-information.js';
import { spearman } from './spearman.js';
import { NUMERICAL, vectors, wine, wineColumn, wineDictionary } from './wine.fixture.js';

const reference = vectors('comparison.json') as {
  mutual_info_nats: Record<string, number>;
  spearman: Record<'real' | 'synth', number[][]>;
  SpearmanSimilarity: Record<string, number>;
};

describe('mutualInformation', () => {
  it.each(Object.keys(reference.mutual_info_nats))("is scikit-learn's for %s", (pair) => {
    const names = pair.split('|');
    const dictionary = wineDictionary(names);
    const layout = tableLayout(dictionary);
    const [first, second] = cellColumns(encodeTable(wine('real', names), dictionary), layout);
    const counts = contingencyCounts([first, second], [layout.sizes[0], layout.sizes[1]]);
    expect(mutualInformation(counts)).toBeCloseTo(reference.mutual_info_nats[pair], 12);
  });

  it('is the entropy of a column that the other one determines, and 0 of columns that are independent', () => {
    expect(mutualInformation([[5, 0], [0, 5]])).toBeCloseTo(Math.LN2, 12);
    expect(mutualInformation([[2, 6], [1, 3]])).toBeCloseTo(0, 12);
  });
});

describe('spearman', () => {
  it.each(['real', 'synth'] as const)("is pandas' for every pair of numeric columns (%s)", (table) => {
    NUMERICAL.forEach((a, i) => {
      NUMERICAL.forEach((b, j) => expect(spearman(wineColumn(table, a), wineColumn(table, b))).toBeCloseTo(reference.spearman[table][i][j], 11));
    });
  });

  it.each(Object.keys(reference.SpearmanSimilarity))("differs between the tables by twice one less SDMetrics' similarity for %s", (pair) => {
    const [ours, theirs] = (['synth', 'real'] as const).map((table) => spearman(...(pair.split('|').map((name) => wineColumn(table, name)) as [Float64Array, Float64Array])));
    expect(1 - Math.abs(ours - theirs) / 2).toBeCloseTo(reference.SpearmanSimilarity[pair], 11);
  });

  it('looks at rows with both values only', () => {
    expect(spearman(Float64Array.of(1, 2, NaN, 4), Float64Array.of(1, 8, 9, NaN))).toBeCloseTo(1, 12);
  });
});
