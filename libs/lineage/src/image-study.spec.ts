import { bytesInMemory, npzTexts } from '@commonward/schema/images';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SpectrumPlan } from '@commonward/synthesis/plan';
import { aSpectrumPlan } from '../../synthesis/src/plan/spectrum/a-spectrum-study.fixture.js';
import { coordinator } from './a-lineage.fixture.js';
import { aTwoRoundLineage, TWO_SITES, type LineageChanges, type TwoRounds } from './a-two-round-lineage.fixture.js';
import { signFiles } from './checksums.js';
import { composeFiles } from './compose.js';
import { text, type Files } from './files.js';
import { verifyExport } from './verify.js';

const plan = aSpectrumPlan({ sites: TWO_SITES, study: 'study-1' });

/** Sums that 1,400 images could give. */
const study: TwoRounds<SpectrumPlan> = { plan, level: ({ name }) => (name === 'counts' ? 700 : 20) };
const aLineage = (changes?: LineageChanges<SpectrumPlan>) => aTwoRoundLineage(study, changes);

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
