import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '@commonward/privacy';
import { parseDictionary, type EncodedTable } from '@commonward/schema';
import { planLength, planPairs } from '@commonward/synthesis/plan';
import { OperatorError } from '../operator-error.js';
import type { RecordSource } from '../records/record-source.js';
import { rehearse } from './rehearsal.js';

const dictionaryOf = (publicCohortSize: Record<string, number>) =>
  parseDictionary({
    file: 'dictionary.json',
    text: JSON.stringify({ name: 'ward', kind: 'table', unit: 'patient', target: 'y', publicCohortSize, columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] })) }),
  });
const dictionary = dictionaryOf({});
const guarantee = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

const recordsOf = (chunks: () => Iterable<EncodedTable>): RecordSource => ({ kind: 'table', read: () => Sensitive.of({ [Symbol.iterator]: () => chunks()[Symbol.iterator]() }) });

describe('a rehearsal', () => {
  it('reads all records once and makes a release as long as that of a round', () => {
    let read = 0;
    const records = recordsOf(function* () {
      for (; read < 3; read += 1) yield { rows: 1, codes: Uint8Array.of(0, 1) };
    });
    const planning = planPairs({ study: 's', dictionary, guarantee, trust: 'local', aggregation: 'plain', sites: ['a'], seed: '0'.repeat(64) });
    if (planning.kind === 'refused') throw new Error(planning.reason);
    expect(rehearse({ records, dictionary, guarantee })).toBe(4 * planLength(planning.plan));
    expect(read).toBe(3);
  });

  it('of a study that would be refused reads no record and says why', () => {
    const records = recordsOf(() => {
      throw new Error('read');
    });
    expect(() => rehearse({ records, dictionary: dictionaryOf({ rehearsal: 2 }), guarantee: { ...guarantee, epsilon: 0.001 } })).toThrow(OperatorError);
  });

  it('of records that cannot be read passes on the sentence that says so', () => {
    const records = recordsOf(() => {
      throw new OperatorError('Cannot read it.');
    });
    expect(() => rehearse({ records, dictionary, guarantee })).toThrow(new OperatorError('Cannot read it.'));
  });
});
