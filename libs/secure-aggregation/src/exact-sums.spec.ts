import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anAgreement, aRehearsal, phasesInOrder, Rehearsal, type Absent } from './a-round.fixture.js';

const long = process.env['COMMONWARD_LONG'] === '1';

/** [sites, runs in the suite, runs in the long tier, which are more than a thousand] */
const rounds: readonly (readonly [number, number, number])[] = [
  [3, 150, 477],
  [4, 150, 500],
  [16, 20, 300],
  [64, 2, 40],
  [100, 1, 10],
];

/** Up to 30 % of the sites, each leaving at some phase. */
function leaving(sites: number): fc.Arbitrary<Absent> {
  const most = Math.floor((3 * sites) / 10);
  const places = fc.uniqueArray(fc.nat(sites - 1), { maxLength: most });
  const phases = fc.array(fc.constantFrom(...phasesInOrder), { minLength: most, maxLength: most });
  return fc.tuple(places, phases).map(([gone, when]) => Object.fromEntries(phasesInOrder.map((phase) => [phase, gone.filter((_, k) => when[k] === phase)])));
}

describe('the sum of a masked round', () => {
  it.each(rounds)(
    'is exactly that of the survivors, for %i sites of whom up to 30 % leave at any phase',
    (sites, few, many) => {
      fc.assert(
        fc.property(leaving(sites), fc.nat(), fc.integer({ min: 1, max: 9 }), (absent, seed, length) => {
          const rehearsal = new Rehearsal({ agreement: anAgreement({ sites, length }), seed: String(seed) });
          const result = rehearsal.play(absent);
          const gone = new Set([...(absent.advertising ?? []), ...(absent.sharing ?? []), ...(absent.masking ?? [])]);
          const survivors = rehearsal.agreement.roster.map((_, place) => place).filter((place) => !gone.has(place));
          expect(result).toEqual({ sum: rehearsal.sumOf(survivors), survivors });
        }),
        { numRuns: long ? many : few },
      );
    },
    600_000,
  );

  it('is exact for a vector of many chunks', () => {
    const rehearsal = aRehearsal(4, { length: 200_003 });
    expect(rehearsal.play({ masking: [2] })).toEqual({ sum: rehearsal.sumOf([0, 1, 3]), survivors: [0, 1, 3] });
  });

  it('wraps around at 2^32 as unsigned integers do', () => {
    const vectors = [0, 1, 2, 3].map((place) => Uint32Array.of(2 ** 32 - 1 - place, 2 ** 31));
    const rehearsal = new Rehearsal({ agreement: anAgreement({ sites: 4, length: 2 }), seed: 'wrap', vectors });
    expect(rehearsal.play()?.sum).toEqual(Uint32Array.of(2 ** 32 - 10, 0));
  });
});

describe('a round in which too few sites are left', () => {
  it.each(phasesInOrder)('fails at the end of the phase %s, and nothing is summed', (phase) => {
    const rehearsal = aRehearsal(4);
    expect(rehearsal.play({ [phase]: [0, 3] })).toBeNull();
    expect(rehearsal.coordinator).toMatchObject({ kind: 'failed', phase, answered: [1, 2] });
  });

  it.each(['advertising', 'sharing', 'masking', 'agreeing'] as const)('at four of four sites ends before anything is unmasked when one leaves at %s, and is repeated with the same vectors', (phase) => {
    const rehearsal = aRehearsal(4, { threshold: 4 });
    expect(rehearsal.play({ [phase]: [1] })).toBeNull();
    expect(rehearsal.ledgers.size).toBe(0);
    const repeated = rehearsal.again({ ...rehearsal.agreement, attempt: 1 });
    expect(repeated.play()).toEqual({ sum: rehearsal.sumOf([0, 1, 2, 3]), survivors: [0, 1, 2, 3] });
  });

  it('at the very last phase is final: a site that comes back reveals to the same survivors, and to no others', () => {
    const rehearsal = aRehearsal(4, { threshold: 4 });
    const outgoing = rehearsal.upTo('revealing');
    for (const { to, message } of outgoing) if (to !== 1) rehearsal.hear(to, rehearsal.tell(to, message));
    expect(() => rehearsal.again({ ...rehearsal.agreement, attempt: 1 }).advertise()).toThrow('in a sum already');
    rehearsal.hear(1, rehearsal.tell(1, outgoing[1].message));
    rehearsal.close();
    expect(rehearsal.coordinator).toMatchObject({ kind: 'recovered', survivors: [0, 1, 2, 3] });
  });
});
