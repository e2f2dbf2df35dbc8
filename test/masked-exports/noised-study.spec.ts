import { describe, expect, it } from '@jest/globals';
import { composeFiles, replayStudy, signFiles, verifyExport, type Files } from '@commonward/lineage';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { encodeTable } from '@commonward/schema';
import { planLength, type PairsPlan } from '@commonward/synthesis/plan';
import { boundPairs, releaseVariances } from '@commonward/synthesis/site';
import { aCohort } from '../../libs/lineage/src/a-lineage.fixture.js';
import { aMaskedStudy, consortiumKey, SITES } from '../../libs/lineage/src/masked/a-masked-lineage.fixture.js';

const recordsOf = (site: number): number => 200 + 50 * site;

/** What four hospitals noise: real counts, real noise. Kept, so that the sum can be added up without any mask. */
function noisedBy(noised: Uint32Array[]): (plan: PairsPlan) => readonly Uint32Array[] {
  return (plan) => {
    const release = (_: string, site: number): Uint32Array => {
      const counts = boundPairs(Sensitive.of([encodeTable(aCohort(recordsOf(site)), plan.dictionary)]), plan);
      return Uint32Array.from(discreteGaussian(counts, { variances: releaseVariances(plan), random: systemRandom }).value);
    };
    noised.push(...SITES.map(release));
    return noised;
  };
}

const sumOf = (vectors: readonly Uint32Array[], length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => vectors.reduce((sum, vector) => (sum + vector[i]) % 2 ** 32, 0));
const patientsAt = (sites: readonly number[]): number => sites.reduce((patients, site) => patients + recordsOf(site), 0);
const holdsBytes = (files: Files, words: Uint32Array): boolean => [...files.values()].some((bytes) => Buffer.from(bytes).includes(Buffer.from(words.buffer, words.byteOffset, 32)));

describe.each([
  ['local', 'the last of four sites shares its secrets and sends nothing', { masking: [3] }, [0, 1, 2]],
  ['shared', 'all four are needed', {}, [0, 1, 2, 3]],
] as const)('an export of noised hospitals in %s trust, where %s', (trust, _what, absent, inSum) => {
  const noised: Uint32Array[] = [];
  const { plan, lineage } = aMaskedStudy({ trust, vectors: noisedBy(noised), absent });
  const files = signFiles(composeFiles(lineage), consortiumKey);
  const survivors = inSum.map((site) => noised[site]);

  it('verifies, and its generator is that of the plain sum of what the sites in it noised', () => {
    expect(verifyExport(files, consortiumKey.publicKey)).toMatchObject({ holds: true });
    const plain = replayStudy([{ plan, given: { kind: 'sum', residues: sumOf(survivors, planLength(plan)), sites: inSum.map((site) => SITES[site]) } }]);
    if (plain.kind !== 'trained') throw new Error('A round is missing.');
    expect(files.get('lineage/generator.f32')).toEqual(plain.replay.bytes);
    expect(Math.abs(plain.replay.recordsEstimated - patientsAt(inSum))).toBeLessThan(60);
  });

  it('holds no hospital’s vector in the clear, nor their sum', () => {
    expect(noised).toHaveLength(4);
    for (const words of [...noised, sumOf(survivors, planLength(plan))]) expect(holdsBytes(files, words)).toBe(false);
    expect(holdsBytes(files, new Uint32Array(files.get(`lineage/aggregation/${SITES[0]}.masked`)?.slice().buffer ?? []))).toBe(true);
  });

  it('does not verify with any byte of a file changed that the sum is made of', () => {
    for (const path of [...files.keys()].filter((name) => name.startsWith('lineage/aggregation/') || name.startsWith('lineage/contributions/'))) {
      const flipped = new Map([...files].map(([name, bytes]) => [name, name === path ? bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte)) : bytes]));
      const resigned = signFiles(new Map([...flipped].filter(([name]) => !name.startsWith('SHA256SUMS'))), consortiumKey);
      expect(verifyExport(resigned, consortiumKey.publicKey).holds).toBe(false);
    }
  });
});
