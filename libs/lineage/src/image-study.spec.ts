import { canonicalJson, envelopeSha256, seal, sha256Hex } from '@commonward/envelope';
import { bytesInMemory, npzTexts } from '@commonward/schema/images';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { planLength, releasedBlocks, type SpectrumPlan } from '@commonward/synthesis/plan';
import { aSpectrumPlan } from '../../synthesis/src/plan/spectrum/a-spectrum-study.fixture.js';
import { coordinator, identity } from './a-lineage.fixture.js';
import { signFiles } from './checksums.js';
import { composeFiles } from './compose.js';
import { text, type Files } from './files.js';
import type { LineageRound, PlainLineage } from './lineage.js';
import { replayStudy } from './replay.js';
import { verifyExport } from './verify.js';

const SITES = ['east', 'north'];
const keys = new Map(SITES.map((site, k) => [site, identity(2 + k)]));
const plan = aSpectrumPlan({ sites: SITES, study: 'study-1' });

/** Sums that 1,500 and 1,400 images could give, no two alike; what they say about anyone does not matter to a lineage. */
function aPayload(of: SpectrumPlan, site: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * planLength(of)));
  let at = 0;
  for (const { name, length } of releasedBlocks(of)) {
    for (let i = 0; i < length; i += 1) view.setInt32(4 * at++, (name === 'counts' ? 700 * of.grid : 20 * of.grid) + ((100 * site + i * 7919) % 41), true);
  }
  return new Uint8Array(view.buffer);
}

function aRound(of: SpectrumPlan, round: number): Extract<LineageRound, { aggregation: 'plain' }> {
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

function secondPlan(first: Extract<LineageRound, { aggregation: 'plain' }>): SpectrumPlan {
  const outcome = replayStudy([{ plan, given: { kind: 'releases', payloads: first.answers.map(({ site, release }) => ({ site, payload: release.payload })) } }]);
  if (outcome.kind !== 'next round' || outcome.plan.encoding !== 'spectrum') throw new Error('A second round was expected.');
  return outcome.plan;
}

function aLineage(changes: { conditions?: PlainLineage['description']['conditions']; second?: (plan: SpectrumPlan) => SpectrumPlan } = {}): PlainLineage {
  const first = aRound(plan, 1);
  const description = { format: 'commonward/export/1' as const, id: 'export-1', study: plan.study, studyName: 'Chest', consortium: 'Test', coordinatorKey: coordinator.publicKey, siteKeys: Object.fromEntries([...keys].map(([site, key]) => [site, key.publicKey])), rows: 21, conditions: changes.conditions ?? [], purpose: 'test', requestedAt: '2026-01-01T00:00:00.000Z', software: 'commonward test' };
  return { description, report: null, ...first, later: [aRound((changes.second ?? ((next) => next))(secondPlan(first)), 2)] };
}

describe('an export of images', () => {
  let files: Files;
  beforeAll(() => {
    files = signFiles(composeFiles(aLineage()), coordinator);
  });

  it('holds images, labels, sheets and both rounds, and verifies by replay', () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(['images.npz', 'labels.csv', 'sheet.png', 'sheet-smooth.png', 'lineage/offer.json', 'lineage/round-2/offer.json', 'lineage/round-2/releases/north.json']));
    expect([...npzTexts(bytesInMemory(files.get('images.npz') as Uint8Array), 'labels').texts]).toHaveLength(21);
    expect(verifyExport(files, coordinator.publicKey)).toMatchObject({ holds: true });
  });

  it('does not verify with an image changed, or with the second round left out', () => {
    const unsigned = [...files].filter(([path]) => !path.startsWith('SHA256SUMS'));
    const painted = new Map(unsigned.map(([path, bytes]) => [path, path === 'images.npz' ? bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)) : bytes]));
    expect(verifyExport(signFiles(painted, coordinator), null).checks.find(({ name }) => name === 'replay')?.detail).toContain('images.npz does not follow from the releases');
    const half = new Map(unsigned.filter(([path]) => !path.startsWith('lineage/round-2/')));
    expect(verifyExport(signFiles(half, coordinator), null).checks.find(({ name }) => name === 'replay')?.detail).toBe('The export lacks a round of its study.');
  });

  it('is not made if the second plan names centres that do not follow from the first releases', () => {
    const shifted = (next: SpectrumPlan): SpectrumPlan => (next.part.name === 'shapes' ? { ...next, part: { ...next.part, centres: next.part.centres.map((value, at) => (at === 0 ? Math.fround(value + 1) : value)) } } : next);
    expect(() => composeFiles(aLineage({ second: shifted }))).toThrow('The plan of round 2 does not follow from round 1.');
  });

  it('can be asked for one class, and for nothing else', () => {
    const only = composeFiles(aLineage({ conditions: [{ column: 'class', allowed: ['pneumonia'] }] }));
    expect(new Set(text(only.get('labels.csv') as Uint8Array).trim().split('\n').slice(1).map((line) => line.split(',')[1]))).toEqual(new Set(['pneumonia']));
    expect(() => composeFiles(aLineage({ conditions: [{ column: 'age', allowed: ['1'] }] }))).toThrow('Of images only the class can be asked for, as in class=normal.');
  });

  it('says wherever it prints an epsilon that it is not a person’s', () => {
    const privacy = JSON.parse(text(files.get('privacy.json') as Uint8Array)) as { person: string; notProtected: string[] };
    expect(privacy.person).toContain('This protects one image, not a person.');
    expect(privacy.notProtected[0]).toBe(privacy.person);
    expect(text(files.get('datacard.md') as Uint8Array)).toContain('unit image (not a person)');
    expect(verifyExport(files, null).checks.find(({ name }) => name === 'lineage')?.detail).toContain('unit image (not a person)');
  });
});
