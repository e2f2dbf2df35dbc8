import { parseAnyDictionary } from '@commonward/schema';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ScoresPlan } from '@commonward/synthesis/plan';
import { aScoresPlan } from '../../synthesis/src/plan/scores/a-scores-study.fixture.js';
import { coordinator } from './a-lineage.fixture.js';
import { aTwoRoundLineage, TWO_SITES, type LineageChanges, type TwoRounds } from './a-two-round-lineage.fixture.js';
import { signFiles } from './checksums.js';
import { composeFiles } from './compose.js';
import { text, type Files } from './files.js';
import { verifyExport } from './verify.js';

jest.setTimeout(120_000);

/** Four steps of one channel: as few as there are quarters of a day. */
const steps = { name: 'steps', file: 'hours.parquet', combine: 'sum', min: 0, max: 9000, bins: [0, 1, 500, 2000, 9000], integer: true, missing: null };
const written = { name: 'days', kind: 'series', unit: 'day', patientId: 'id', daysPerPatient: 31, time: { column: 'time', format: 'iso' }, grid: { startMinute: 0, stepMinutes: 360, count: 4 }, channels: [steps], calendar: 'weekend' };
const dictionary = parseAnyDictionary({ text: JSON.stringify(written), file: 'd' });
if (dictionary.kind !== 'series') throw new Error('another kind');
const plan = aScoresPlan({ dictionary, sites: TWO_SITES, study: 'study-1' });

/** Sums that 2,500 days could give. */
const study: TwoRounds<ScoresPlan> = { plan, level: ({ name, length }) => (name === 'moments' ? 100 : 2500 / (name === 'steps' ? 4 : length / 4)) };
const aLineage = (changes?: LineageChanges<ScoresPlan>) => aTwoRoundLineage(study, changes);

describe('an export of days', () => {
  let files: Files;
  beforeAll(() => {
    files = signFiles(composeFiles(aLineage()), coordinator);
  });
  const detailOf = (changed: Files, check: string) => verifyExport(changed, null).checks.find(({ name }) => name === check)?.detail;
  const unsigned = () => [...files].filter(([path]) => !path.startsWith('SHA256SUMS'));
  const rowsOf = (exported: Files) => text(exported.get('cohort/site-synthetic/hours.parquet.csv') as Uint8Array).trim().split('\n').slice(1);

  it('holds a cohort folder, whose dictionary names its files of text, and both rounds, and verifies by replay', () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(['cohort/dictionary.json', 'cohort/site-synthetic/hours.parquet.csv', 'lineage/round-2/offer.json', 'lineage/round-2/releases/north.json']));
    const own = parseAnyDictionary({ text: text(files.get('cohort/dictionary.json') as Uint8Array), file: 'd' });
    expect(own).toEqual({ ...dictionary, publicCohortSize: {}, channels: [{ ...dictionary.channels[0], file: 'hours.parquet.csv' }] });
    expect(rowsOf(files)).toHaveLength(21 * 4);
    expect(verifyExport(files, coordinator.publicKey)).toMatchObject({ holds: true });
  });

  it('does not verify with a step of a day changed, or with the second round left out, whoever signs it anew', () => {
    const walked = new Map(unsigned().map(([path, bytes]) => [path, path.startsWith('cohort/site-') ? new TextEncoder().encode(text(bytes).replace(/\d+\n$/, '7\n')) : bytes]));
    expect(detailOf(signFiles(walked, coordinator), 'replay')).toContain('cohort/site-synthetic/hours.parquet.csv does not follow from the releases');
    const half = new Map(unsigned().filter(([path]) => !path.startsWith('lineage/round-2/')));
    expect(detailOf(signFiles(half, coordinator), 'replay')).toBe('The export lacks a round of its study.');
  });

  it('is not made if the second plan names means that do not follow from the first releases', () => {
    const shifted = (next: ScoresPlan): ScoresPlan => (next.part.name === 'moments' ? { ...next, part: { ...next.part, means: next.part.means.map((value, at) => (at === 0 ? Math.fround(value + 1) : value)) } } : next);
    expect(() => composeFiles(aLineage({ second: shifted }))).toThrow('The plan of round 2 does not follow from round 1.');
  });

  it('can be asked for one kind of day, and for nothing that a step holds', () => {
    const saturdays = rowsOf(composeFiles(aLineage({ conditions: [{ column: 'weekend', allowed: ['1'] }] }))).map((row) => row.split(',')[1].slice(0, 10));
    expect([saturdays.length, new Set(saturdays)]).toEqual([21 * 4, new Set(['2001-01-06'])]);
    expect(() => composeFiles(aLineage({ conditions: [{ column: 'steps 06:00', allowed: ['1'] }] }))).toThrow('Of days only categories of the whole day can be asked for: weekend.');
    expect(() => composeFiles(aLineage({ conditions: [{ column: 'weekend', allowed: ['holiday'] }] }))).toThrow('The conditions leave no day.');
  });

  it('says wherever it prints an epsilon that it is not a person’s', () => {
    const privacy = JSON.parse(text(files.get('privacy.json') as Uint8Array)) as { person: string; notProtected: string[]; assumptions: string[] };
    expect(privacy.person).toMatch(/^This protects one day, not a person\. A person with 31 of them, the most that a site uses, has epsilon 31\d\.\d{3}/);
    expect(privacy.notProtected[0]).toBe(privacy.person);
    expect(privacy.assumptions).toContain('Of a patient at most 31 days are used, the first ones; every day is protected by itself.');
    const card = text(files.get('datacard.md') as Uint8Array);
    expect(card).toContain('unit day (not a person)');
    expect(card).toContain(privacy.person);
    expect(card).toMatch(/mean total variation \d+\.\d % \(single steps\), \d+\.\d % \(two columns\), of which a part is chance and the noise of the tables; computed from releases only/);
    expect(detailOf(files, 'lineage')).toContain('unit day (not a person)');
  });
});
