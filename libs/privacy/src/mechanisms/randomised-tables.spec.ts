import { describe, expect, it } from '@jest/globals';

import { Sensitive } from '../boundary.js';
import { boundedCodes } from '../bounding/bounded-codes.js';
import { boundedPlaces } from '../bounding/bounded-places.js';
import { countingWords, seededRandom } from '../random.fixture.js';
import { chiSquareScore } from './distribution.fixture.js';
import { randomisedResponse } from './randomised-response.js';
import { randomisedTables } from './randomised-tables.js';

const placed = (records: readonly (readonly number[])[], { places = records.length, categories = [3, 2] } = {}) =>
  boundedPlaces({ records: Sensitive.of(records), places, categories, codesOf: (record) => record, adjacency: 'add-or-remove-one' });
const half = { replaced: 1, outOf: 2 };
const tables = [[0, 1], [0], [1]];

describe('randomisedTables', () => {
  it('counts the same answers in every table, and every place once', () => {
    const [both, first, second] = parts(randomisedTables(placed([[2, 1], [0, 0], [1, 1]], { places: 9 }), { columns: [half, half], tables, random: seededRandom('same') }).value, [12, 4, 3]);
    expect(first).toEqual([0, 1, 2, 3].map((a) => both.slice(3 * a, 3 * a + 3).reduce((sum, count) => sum + count, 0)));
    expect(second).toEqual([0, 1, 2].map((b) => both.filter((_, at) => at % 3 === b).reduce((sum, count) => sum + count, 0)));
    expect(first.reduce((sum, count) => sum + count, 0)).toBe(9);
  });

  it('answers for one column what randomised response answers with the same words', () => {
    const codes = Array.from({ length: 500 }, (_, i) => i % 3);
    const single = randomisedResponse(boundedCodes({ records: Sensitive.of(codes), categories: 4, codeOf: (code) => code, adjacency: 'replace-one' }), { replaced: 2, outOf: 5, random: seededRandom('one') });
    const { value } = randomisedTables(placed(codes.map((code) => [code]), { categories: [3] }), { columns: [{ replaced: 2, outOf: 5 }], tables: [[0]], random: seededRandom('one') });
    expect([...value]).toEqual([0, 1, 2, 3].map((code) => single.value.filter((answer) => answer === code).length));
  });

  it('randomises each column by itself: a cell is as frequent as its two answers are together', () => {
    const columns = [{ replaced: 3, outOf: 5 }, { replaced: 1, outOf: 4 }];
    const { value } = randomisedTables(placed(Array.from({ length: 40_000 }, () => [1, 0])), { columns, tables: [[0, 1]], random: seededRandom('independent') });
    const [firsts, seconds] = [[0.15, 0.55, 0.15, 0.15], [0.75 + 1 / 12, 1 / 12, 1 / 12]];
    const cells = [...value].flatMap((count, cell) => Array.from({ length: count }, () => cell));
    expect(Math.abs(chiSquareScore(cells, { least: 0, probabilities: firsts.flatMap((p) => seconds.map((q) => p * q)) }))).toBeLessThan(4);
  });

  it('says nothing of who is there where everything is replaced', () => {
    const released = (records: readonly (readonly number[])[]) => [...randomisedTables(placed(records, { places: 50 }), { columns: [{ replaced: 7, outOf: 7 }, { replaced: 1, outOf: 1 }], tables, random: seededRandom('all') }).value];
    expect(released([])).toEqual(released(Array.from({ length: 50 }, () => [2, 1])));
  });

  it('accounts for every column with the category of nobody among its own', () => {
    const { event } = randomisedTables(placed([[0, 0]]), { columns: [{ replaced: 1, outOf: 3 }, { replaced: 2, outOf: 3 }], tables, random: seededRandom('event') });
    expect(event).toEqual({ kind: 'randomised-record', columns: [{ categories: 4, replaced: 1, outOf: 3 }, { categories: 3, replaced: 2, outOf: 3 }] });
    expect(Object.isFrozen(event)).toBe(true);
  });

  it('draws as many words for an empty site as for a full one, and for any tables', () => {
    const wordsFor = (records: readonly (readonly number[])[], of: readonly (readonly number[])[]) => {
      const { seen, random } = countingWords(seededRandom('words'));
      randomisedTables(placed(records, { places: 3000 }), { columns: [half, half], tables: of, random });
      return seen.words;
    };
    expect(wordsFor([], tables)).toBe(wordsFor(Array.from({ length: 3000 }, () => [2, 1]), [[0]]));
  });

  it.each([
    [{ columns: [half] }, 'columns must have 2 entries, but it has 1'],
    [{ columns: [half, { replaced: 3, outOf: 2 }] }, 'columns[1].replaced must be an integer from 1 to 2, but it is 3'],
    [{ tables: [[0], [0, 2]] }, 'tables[1] must name one or two of 2 columns'],
    [{ tables: [[]] }, 'tables[0] must name one or two of 2 columns'],
  ])('refuses %j', (change, message) => {
    expect(() => randomisedTables(placed([[0, 0]]), { columns: [half, half], tables, random: seededRandom('refuse'), ...change })).toThrow(new RangeError(message));
  });
});

function parts(values: Int32Array, lengths: readonly number[]): number[][] {
  let start = 0;
  return lengths.map((length) => [...values.subarray(start, (start += length))]);
}
