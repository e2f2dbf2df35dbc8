import { canonicalJson, envelopeSha256, seal, sha256Hex } from '@commonward/envelope';
import { parseAnyDictionary } from '@commonward/schema';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { planLength, releasedBlocks, type ScoresPlan } from '@commonward/synthesis/plan';
import { aScoresPlan } from '../../synthesis/src/plan/scores/a-scores-study.fixture.js';
import { coordinator, identity } from './a-lineage.fixture.js';
import { signFiles } from './checksums.js';
import { composeFiles } from './compose.js';
import { text, type Files } from './files.js';
import type { LineageRound, PlainLineage } from './lineage.js';
import { replayStudy } from './replay.js';
import { verifyExport } from './verify.js';

jest.setTimeout(120_000);

const SITES = ['east', 'north'];
const keys = new Map(SITES.map((site, k) => [site, identity(2 + k)]));

/** Four steps of one channel: as few as there are quarters of a day. */
const steps = { name: 'steps', file: 'hours.parquet', combine: 'sum', min: 0, max: 9000, bins: [0, 1, 500, 2000, 9000], integer: true, missing: null };
const written = { name: 'days', kind: 'series', unit: 'day', patientId: 'id', daysPerPatient: 31, time: { column: 'time', format: 'iso' }, grid: { startMinute: 0, stepMinutes: 360, count: 4 }, channels: [steps], calendar: 'weekend' };
const dictionary = parseAnyDictionary({ text: JSON.stringify(written), file: 'd' });
if (dictionary.kind !== 'series') throw new Error('another kind');
const plan = aScoresPlan({ dictionary, sites: SITES, study: 'study-1' });

/** Sums that 2,500 days could give, no two alike; what they say about anyone does not matter to a lineage. */
function aPayload(of: ScoresPlan, site: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * planLength(of)));
  let at = 0;
  for (const { name, length } of releasedBlocks(of)) {
    const cells = name === 'steps' ? 4 : length / 4;
    for (let i = 0; i < length; i += 1) view.setInt32(4 * at++, Math.round((name === 'moments' ? 100 : 2500 / cells) * of.grid) + ((100 * site + i * 7919) % 41), true);
  }
  return new Uint8Array(view.buffer);
}

function aRound(of: ScoresPlan, round: number): Extract<LineageRound, { aggregation: 'plain' }> {
  const payload = new TextEncoder().encode(canonicalJson(of));
  const common = { consortium: 'Test', study: of.study, round };
  const planSha256 = sha256Hex(payload);
  const offer = seal({ kind: 'offer', ...common, signer: coordinator.publicKey, planSha256 }, payload, coordinator);
  const answers = [...keys].map(([site, key], k) => {
    const ledger = { seq: 3 * round, head: sha256Hex(site) };
    const budget = { spentRhoUnits: 1e9, capRhoUnits: 5e11 };
    const release = seal({ kind: 'release', ...common, signer: key.publicKey, site, planSha256, offerSha256: envelopeSha256(offer), length: planLength(of), ledger, budget }, aPayload(of, k), key);
    return { site, release, receipt: seal({ kind: 'receipt', ...common, signer: coordinator.publicKey, site, envelopeSha256: envelopeSha256(release), ledger }, new Uint8Array(), coordinator) };
  });
  return { aggregation: 'plain', offer, answers };
}

function secondPlan(first: Extract<LineageRound, { aggregation: 'plain' }>): ScoresPlan {
  const outcome = replayStudy([{ plan, given: { kind: 'releases', payloads: first.answers.map(({ site, release }) => ({ site, payload: release.payload })) } }]);
  if (outcome.kind !== 'next round' || outcome.plan.encoding !== 'scores') throw new Error('A second round was expected.');
  return outcome.plan;
}

function aLineage(changes: { conditions?: PlainLineage['description']['conditions']; second?: (plan: ScoresPlan) => ScoresPlan } = {}): PlainLineage {
  const first = aRound(plan, 1);
  const description = { format: 'commonward/export/1' as const, id: 'export-1', study: plan.study, studyName: 'Days', consortium: 'Test', coordinatorKey: coordinator.publicKey, siteKeys: Object.fromEntries([...keys].map(([site, key]) => [site, key.publicKey])), rows: 21, conditions: changes.conditions ?? [], purpose: 'test', requestedAt: '2026-01-01T00:00:00.000Z', software: 'commonward test' };
  return { description, report: null, ...first, later: [aRound((changes.second ?? ((next) => next))(secondPlan(first)), 2)] };
}

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
