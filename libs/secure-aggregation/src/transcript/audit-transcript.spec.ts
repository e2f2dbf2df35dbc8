import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anAgreement, aRehearsal, coordinatorTools, Rehearsal } from '../a-round.fixture.js';
import { AggregationError } from '../aggregation-error.js';
import { coordinatorStep } from '../coordinator/coordinator.js';
import { encodeCoordinatorState } from '../coordinator/coordinator-state.js';
import { recoverSecrets, remainingMasks } from '../coordinator/recover.js';
import { addWords, applyMasks, inverseMasks } from '../masks/masks.js';
import { nativePrimitives as primitives } from '../primitives/native-primitives.js';
import { transcriptOf, vectorsOf } from './a-transcript.fixture.js';
import { auditTranscript, type AuditedSum, type MaskedVector } from './audit-transcript.js';
import { decodeTranscript, encodeTranscript, publishedTranscript, type Transcript } from './transcript.js';

/** Four sites; the last has shared its secrets and then sends nothing. */
const rehearsal = aRehearsal(4);
const whole = transcriptOf(rehearsal, { masking: [3] });
const published = publishedTranscript(primitives, whole);
const vectors = vectorsOf(rehearsal, [0, 1, 2]);
/** The same round once more, with other keys. */
const other = rehearsal.again({ ...rehearsal.agreement, attempt: 1 });
const otherPublished = publishedTranscript(primitives, transcriptOf(new Rehearsal({ agreement: other.agreement, seed: 'another' }), { masking: [3] }));

const audit = (transcript: Transcript = published, given: readonly MaskedVector[] = vectors): AuditedSum => auditTranscript({ primitives, transcript, vectors: given });
const without = <T extends { readonly site: number }>(items: readonly T[], site: number): readonly T[] => items.filter((item) => item.site !== site);
const flipped = (bytes: Uint8Array, place: number, change = 1): Uint8Array => bytes.map((byte, k) => (k === place ? byte ^ change : byte));
const refusalOr = <T>(run: () => T): T | 'refused' => {
  try {
    return run();
  } catch (error) {
    if (error instanceof AggregationError) return 'refused';
    throw error;
  }
};
const long = process.env['COMMONWARD_LONG'] === '1';
const words = (bytes: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer);

describe('an audited transcript', () => {
  it('gives the sum of the survivors, as the coordinator had it', () => {
    expect(audit()).toEqual({ survivors: [0, 1, 2], sum: rehearsal.sumOf([0, 1, 2]) });
  });

  it('gives that sum for any number of sites, whoever leaves and whenever', () => {
    const rounds = fc.record({ sites: fc.integer({ min: 4, max: 9 }), gone: fc.nat(3), when: fc.constantFrom('advertising', 'sharing', 'masking', 'agreeing'), seed: fc.nat() });
    fc.assert(
      fc.property(rounds, ({ sites, gone, when, seed }) => {
        const played = new Rehearsal({ agreement: anAgreement({ sites, length: 3 }), seed: String(seed) });
        const transcript = transcriptOf(played, { [when]: [gone] });
        const survivors = transcript.inputs.map(({ site }) => site);
        expect(audit(publishedTranscript(primitives, transcript), vectorsOf(played, survivors))).toEqual({ survivors, sum: played.sumOf(survivors) });
      }),
      { numRuns: long ? 300 : 10 },
    );
  });

  it('gives that sum in a regular graph', () => {
    const played = aRehearsal(65);
    const transcript = publishedTranscript(primitives, transcriptOf(played, { masking: [5, 40] }));
    const survivors = transcript.inputs.map(({ site }) => site);
    expect(survivors).toHaveLength(63);
    expect(audit(transcript, vectorsOf(played, survivors)).sum).toEqual(played.sumOf(survivors));
  });
});

describe('a published transcript', () => {
  it('is a state of the coordinator, and closes to the same masks', () => {
    const decoded = decodeTranscript(encodeTranscript(published));
    expect(coordinatorStep(coordinatorTools, decoded, { kind: 'closed' }).state).toEqual(coordinatorStep(coordinatorTools, whole, { kind: 'closed' }).state);
  });

  it('holds no box, and of each secret as many shares as give it', () => {
    expect(published.shares.flatMap(({ boxes }) => boxes)).toEqual([]);
    const bySecret = [0, 1, 2, 3].map((site) => published.reveals.flatMap(({ shares }) => shares.filter((share) => share.site === site)).length);
    expect(bySecret).toEqual([3, 3, 3, 3]);
    expect(publishedTranscript(primitives, published)).toEqual(published);
  });

  it('leaves out the wrong share of a site that wanted to spoil it', () => {
    const played = aRehearsal(5);
    const transcript = transcriptOf(played);
    const spoiled = { ...transcript, reveals: transcript.reveals.map((reveal) => (reveal.site === 1 ? { ...reveal, shares: reveal.shares.map(({ site, share }) => ({ site, share: flipped(share, 7) })) } : reveal)) };
    const kept = publishedTranscript(primitives, spoiled);
    expect(kept.reveals.map(({ site }) => site)).toEqual([0, 2, 3, 4]);
    expect(audit(kept, vectorsOf(played, [0, 1, 2, 3, 4])).sum).toEqual(played.sumOf([0, 1, 2, 3, 4]));
  });

  it('cannot be had before the shares are revealed', () => {
    const begun = aRehearsal(4);
    begun.upTo('agreeing');
    expect(() => decodeTranscript(encodeCoordinatorState(begun.coordinator))).toThrow('The attempt is agreeing');
  });
});

describe('whoever holds a published transcript and all masked vectors in it', () => {
  it('can take every mask off that they give, and still has the sum of no smaller set', () => {
    const played = aRehearsal(5, { length: 64 });
    const transcript = publishedTranscript(primitives, transcriptOf(played, { masking: [4] }));
    const secrets = recoverSecrets(primitives, transcript);
    const equalWords = (sites: readonly number[]): number => {
      const masks = remainingMasks(primitives, transcript, { ...secrets, survivors: secrets.survivors.filter(({ advert }) => sites.includes(advert.site)) });
      const sum = new Uint32Array(64);
      for (const vector of vectorsOf(played, sites)) addWords(sum, vector.words);
      applyMasks(inverseMasks(masks), { offset: 0, words: sum });
      const bare = played.sumOf(sites);
      return sum.filter((word, i) => word === bare[i]).length;
    };
    const smaller = fc.subarray([0, 1, 2, 3], { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(smaller, (sites) => expect(equalWords(sites)).toBe(0)), { numRuns: 30 });
    expect(equalWords([0, 1, 2, 3])).toBe(64);
  });
});

describe('a transcript or a vector that was changed', () => {
  it('is refused, whichever byte of the transcript it is, but for bits of a revealed key that X25519 ignores, which leave the sum as it is', () => {
    const bytes = encodeTranscript(published);
    let ignored = 0;
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (place, bit) => {
        const outcome = refusalOr(() => audit(decodeTranscript(flipped(bytes, place, 1 << bit))));
        if (outcome === 'refused') return;
        ignored += 1;
        expect(outcome).toEqual(audit());
      }),
      { numRuns: long ? 20_000 : 400 },
    );
    expect(ignored).toBeLessThan(long ? 60 : 6);
  });

  it('is refused, whichever byte of whichever vector it is', () => {
    for (const [k, { site, words: original }] of vectors.entries()) {
      const bytes = new Uint8Array(original.buffer, original.byteOffset, original.byteLength);
      for (let place = 0; place < bytes.length; place += 1) {
        const changed = vectors.map((vector, j) => (j === k ? { site, words: words(flipped(bytes, place)) } : vector));
        expect(() => audit(published, changed)).toThrow(`The masked vector of site-000${site} is not that of the transcript.`);
      }
    }
  });

  const [first, second, third] = vectors;
  const late = new Uint32Array(rehearsal.agreement.length);
  it.each<readonly [string, readonly MaskedVector[], string]>([
    ['two survivors’ vectors swapped', [{ ...first, words: second.words }, { ...second, words: first.words }, third], 'The masked vector of site-0000 is not that of the transcript.'],
    ['a survivor’s vector left out', [first, third], 'There is a masked vector of site-0002, which does not stand here among the survivors.'],
    ['the last survivor’s vector left out', [first, second], 'The masked vector of site-0002, a survivor, is missing.'],
    ['a late vector of the site that is gone', [...vectors, { site: 3, words: late }], 'There is a masked vector of site-0003, which does not stand here among the survivors.'],
    ['a vector of nobody', [...vectors, { site: 9, words: late }], 'There is a masked vector of site 9, which does not stand here among the survivors.'],
    ['a vector cut off', [first, second, { ...third, words: third.words.subarray(1) }], 'The masked vector of site-0002 has 4 integers, not 5.'],
  ])('is refused with %s', (_what, changed, sentence) => {
    expect(() => audit(published, changed)).toThrow(sentence);
  });

  const { adverts, shares, inputs, consents, reveals } = published;
  it.each<readonly [string, Partial<Transcript>, string]>([
    ['other terms', { agreement: { ...published.agreement, planSha256: 'cd'.repeat(32) } }, 'The keys of site-0000 are not signed by site-0000 for this attempt.'],
    ['terms that nobody accepts', { agreement: { ...published.agreement, threshold: 2 } }, 'the threshold is 3 to 4, not 2'],
    ['a site less on the roll', { adverts: without(adverts, 3), shares: without(shares, 3) }, 'The context is not that of the agreement and the roll.'],
    ['the roll of another attempt', { rollSignature: otherPublished.rollSignature }, 'The roll is not signed by the coordinator of the agreement.'],
    ['a sharer less', { shares: without(shares, 3) }, 'site-0000 has not signed that it masked with these sharers.'],
    ['an additional survivor', { inputs: [...inputs, { ...inputs[2], site: 3 }] }, 'site-0003 has not signed that it masked with these sharers.'],
    ['a survivor that never shared', { shares: without(shares, 2) }, 'Site 2 cannot be among the survivors.'],
    ['the survivors in another order', { inputs: [inputs[1], inputs[0], inputs[2]] }, 'The survivors are not ascending by site, each site once.'],
    ['fewer consents than the threshold', { consents: without(consents, 1) }, 'The consents are 2, but at least 3 are needed.'],
    ['a stale consent', { consents: consents.map((consent, k) => (k === 1 ? otherPublished.consents[1] : consent)) }, 'site-0001 has not signed that these are the survivors.'],
    ['the consent of a site that is gone', { consents: [...consents, { ...consents[0], site: 3 }] }, 'Site 3 cannot be among the consents.'],
    ['too few reveals', { reveals: without(reveals, 2) }, 'The 2 shares of site-0000 do not give its secret; 3 right ones are needed.'],
    ['the boxes of the round', { shares: whole.shares }, 'The transcript holds boxes or shares that do not decide the sum.'],
    ['a share of a site that nobody asked for', { reveals: reveals.map((reveal, k) => (k === 0 ? { ...reveal, shares: [...reveal.shares, { site: 9, share: reveal.shares[0].share }] } : reveal)) }, 'The transcript holds boxes or shares that do not decide the sum.'],
  ])('is refused with %s', (_what, change, sentence) => {
    expect(() => audit({ ...published, ...change })).toThrow(sentence);
  });
});
