import { describe, expect, it } from '@jest/globals';
import { parseDictionary, readTable } from '@commonward/schema';
import { planPairs } from '@commonward/synthesis/plan';
import { coordinator, lineageOf } from './a-lineage.fixture.js';
import { signFiles } from './checksums.js';
import { composeFiles } from './compose.js';
import { fileOf, text } from './files.js';
import { verifyExport } from './verify.js';

const dictionary = parseDictionary({
  file: 'wide.json',
  text: JSON.stringify({
    name: 'wide',
    kind: 'table',
    unit: 'patient',
    target: 'ill',
    publicCohortSize: { north: 1500, south: 1500 },
    columns: [
      ...Array.from({ length: 29 }, (_, j) => ({ name: `value${j}`, type: 'numeric', min: 0, max: 6, bins: [0, 1, 2, 3, 4, 5, 6], missing: null })),
      { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: null, other: false },
    ],
  }),
});
const planning = planPairs({
  study: 'study-1',
  dictionary,
  guarantee: { epsilon: 2, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  trust: 'local',
  aggregation: 'plain',
  sites: ['north', 'south'],
  seed: '5'.repeat(64),
});
if (planning.kind === 'refused') throw new Error(planning.reason);
const exported = signFiles(composeFiles(lineageOf(planning.plan, {})), coordinator);

describe('an export of a study with correlations', () => {
  it('holds: generator and rows follow from the releases to the byte', () => {
    expect(planning.plan.workload).toBe('correlations');
    expect(verifyExport(exported, coordinator.publicKey)).toMatchObject({ holds: true });
  });

  it('has rows of the dictionary, and says that products were released beside counts', () => {
    expect(readTable({ text: text(fileOf(exported, 'data.csv')), file: 'data.csv', dictionary }).table.rows).toBe(200);
    expect(text(fileOf(exported, 'privacy.json'))).toContain('clipped sums of products of public scores');
  });
});
