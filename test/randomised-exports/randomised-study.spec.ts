import { describe, expect, it } from '@jest/globals';
import { Sensitive, systemRandom } from '@commonward/privacy';
import { encodeTable, readTable } from '@commonward/schema';
import { planNoisyInput } from '@commonward/synthesis/plan';
import { randomisedRelease } from '@commonward/synthesis/site';
import { aCohort, coordinator, dictionary, lineageWith } from '../../libs/lineage/src/a-lineage.fixture.js';
import { signFiles } from '../../libs/lineage/src/checksums.js';
import { composeFiles } from '../../libs/lineage/src/compose.js';
import { fileOf, text } from '../../libs/lineage/src/files.js';
import { verifyExport } from '../../libs/lineage/src/verify.js';

const planning = planNoisyInput({
  study: 'study-1',
  dictionary: { ...dictionary, publicCohortSize: { north: 9000, south: 9000 } },
  guarantee: { epsilon: 4, delta: 1e-6, unit: 'patient', adjacency: 'add-or-remove-one' },
  trust: 'local',
  aggregation: 'plain',
  sites: ['north', 'south'],
  seed: '5'.repeat(64),
});
if (planning.kind === 'refused') throw new Error(planning.reason);
const { plan } = planning;
const payloadOf = (site: string): Uint8Array => new Uint8Array(randomisedRelease(Sensitive.of([encodeTable(aCohort(9000), dictionary)]), plan, { site, random: systemRandom }).value.buffer);
const exported = signFiles(composeFiles(lineageWith(plan, { changes: {}, payloadOf })), coordinator);

describe('an export of a study of randomised records', () => {
  it('holds: generator and rows follow from the randomised counts to the byte', () => {
    expect(verifyExport(exported, coordinator.publicKey)).toMatchObject({ holds: true });
    expect(readTable({ text: text(fileOf(exported, 'data.csv')), file: 'data.csv', dictionary }).table.rows).toBe(200);
  });

  it('says how every column was randomised, and that nobody else needs to be honest', () => {
    const privacy = text(fileOf(exported, 'privacy.json'));
    expect(privacy).toContain('randomised response on every column of every record');
    expect(privacy).toContain('not even whoever counts');
    expect(JSON.parse(privacy)).toMatchObject({ mechanism: { columns: plan.columns.map(({ categories, replaced }) => ({ categories, replaced })), places: { north: 13_500, south: 13_500 } } });
    expect(text(fileOf(exported, 'datacard.md'))).toContain('of records that were randomised one by one');
  });
});
