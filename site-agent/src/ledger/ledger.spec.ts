import { describe, expect, it } from '@jest/globals';
import { rhoUnitsFor } from '@commonward/accounting';
import { identityFromSeed, sha256Hex } from '@commonward/envelope';
import { Sensitive, type Released } from '@commonward/privacy';
import fc from 'fast-check';
import { aRelease, dir, openOn, planSha256, request, ROUND_RHO_UNITS, somePolicy } from './a-ledger.fixture.js';
import { Debit } from './debit.js';
import type { Ledger } from './ledger.js';
import { SimDisk } from './sim-disk.fixture.js';

const receiptSha256 = 'c'.repeat(64);

function paid(ledger: Ledger, round: number): Debit {
  const debit = ledger.debit(request(round));
  if (debit.kind === 'refused') throw new Error('expected a debit');
  return debit;
}

describe('a new ledger', () => {
  it('has spent nothing of what the policy can pay for', () => {
    const { budget, head } = openOn(new SimDisk());
    expect(budget).toEqual({ spentRhoUnits: 0, capRhoUnits: rhoUnitsFor({ epsilon: 1, delta: 1e-5 }) });
    expect(head.seq).toBe(1);
  });

  it('takes the whole cap as the most one round may cost if the policy does not say', () => {
    const { maxRhoUnitsPerRound: _none, ...policy } = somePolicy;
    const ledger = openOn(new SimDisk(), { policy });
    expect(ledger.debit({ ...request(1), event: { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 10, variance: 1000 }] } })).toBeInstanceOf(Debit);
  });
});

describe('a debit', () => {
  it('is charged what its event costs', () => {
    const ledger = openOn(new SimDisk());
    expect(paid(ledger, 1)).toMatchObject({ study: 's', round: 1, planSha256, rhoUnits: ROUND_RHO_UNITS });
    expect(ledger.budget.spentRhoUnits).toBe(ROUND_RHO_UNITS);
  });

  it('is given again for the same request, at no further charge, also after a new start', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    const first = paid(ledger, 1);
    expect(paid(ledger, 1)).toEqual(first);
    ledger.close();
    const reopened = openOn(disk);
    expect(paid(reopened, 1)).toEqual(first);
    expect(reopened.budget.spentRhoUnits).toBe(ROUND_RHO_UNITS);
  });

  it.each([
    ['another plan', { planSha256: 'b'.repeat(64) }],
    ['another event', { event: { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 1, variance: 2000 }] } }],
  ] as const)('is refused for %s in a round that is paid for', (_what, other) => {
    const ledger = openOn(new SimDisk());
    paid(ledger, 1);
    expect(ledger.debit({ ...request(1), ...other })).toEqual({ kind: 'refused', reason: 'plan' });
    expect(ledger.budget.spentRhoUnits).toBe(ROUND_RHO_UNITS);
  });

  it('is refused, and nothing recorded, when the budget does not reach', () => {
    const ledger = openOn(new SimDisk());
    const { head } = ledger;
    const tooMuch = { ...request(1), event: { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 3, variance: 1000 }] } } as const;
    expect(ledger.debit(tooMuch)).toEqual({ kind: 'refused', reason: 'budget' });
    expect(ledger.head).toEqual(head);
  });

  it('is made by the ledger alone', () => {
    const debit = paid(openOn(new SimDisk()), 1);
    expect(Debit.is(debit)).toBe(true);
    expect(Debit.is({ ...debit })).toBe(false);
    expect((): unknown => Reflect.construct(Debit, [{}, { entry: {}, head: '' }])).toThrow('Only the ledger makes a debit');
  });
});

describe('a seal', () => {
  it('stores the release, and gives the same bytes for ever', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    expect(ledger.sealed('s', 1)).toBeNull();
    const released = aRelease();
    const sealed = ledger.seal(paid(ledger, 1), released);
    expect(new Int32Array(sealed.payload.slice().buffer)).toEqual(released.value);
    expect(sealed).toMatchObject({ study: 's', round: 1, planSha256, payloadSha256: sha256Hex(sealed.payload), ledger: ledger.head, budget: ledger.budget });
    paid(ledger, 2);
    expect(ledger.sealed('s', 1)).toEqual(sealed);
    ledger.close();
    expect(openOn(disk).sealed('s', 1)).toEqual(sealed);
  });

  it('is given once for a debit', () => {
    const ledger = openOn(new SimDisk());
    const debit = paid(ledger, 1);
    const { payload } = ledger.seal(debit, aRelease());
    expect(() => ledger.seal(debit, aRelease())).toThrow('one debit has one release');
    expect(ledger.sealed('s', 1)?.payload).toEqual(payload);
  });

  it('is refused for a release that costs more than its debit', () => {
    const ledger = openOn(new SimDisk());
    expect(() => ledger.seal(paid(ledger, 1), aRelease({ variance: 999 }))).toThrow('costs more than its debit');
    expect(ledger.sealed('s', 1)).toBeNull();
  });

  it('is refused for anything a mechanism did not make', () => {
    const ledger = openOn(new SimDisk());
    const { value, event } = aRelease();
    // @ts-expect-error the shape of a release is not a release
    expect(() => ledger.seal(paid(ledger, 1), { value, event })).toThrow('Only a release of integers');
  });

  it('is refused under a debit of another ledger, or none', () => {
    const ledger = openOn(new SimDisk());
    const elsewhere = paid(openOn(new SimDisk(), { clock: () => new Date('2027-01-01T00:00:00Z') }), 1);
    expect(() => ledger.seal(elsewhere, aRelease())).toThrow('has no debit in this ledger');
    paid(ledger, 1);
    expect(() => ledger.seal(elsewhere, aRelease())).toThrow('belongs to another ledger');
    // @ts-expect-error the shape of a debit is not a debit
    expect(() => ledger.seal({ ...elsewhere }, aRelease())).toThrow('Only a debit of the ledger');
  });

  it.each<[string, (ledger: Ledger) => unknown]>([
    ['nothing', () => undefined],
    ['the refusal of a debit', (ledger) => ledger.debit({ ...request(2), event: { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 9, variance: 1 }] } })],
    ['a copy of a debit', (ledger) => ({ ...paid(ledger, 1) })],
    ['an object with the prototype of a debit', (ledger) => Object.assign(Object.create(Debit.prototype) as object, { study: 's', round: 1, head: ledger.head.head })],
    ['an object that inherits from a debit', (ledger) => Object.create(paid(ledger, 1)) as unknown],
    ['a proxy of a debit', (ledger) => new Proxy(paid(ledger, 1), {})],
    ['a structured clone of a debit', (ledger) => structuredClone({ ...paid(ledger, 1) })],
  ])('is refused under %s, and nothing is stored', (_what, instead) => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    const debit = instead(ledger) as Debit;
    const { head } = ledger;
    expect(() => ledger.seal(debit, aRelease())).toThrow('Only a debit of the ledger can be sealed.');
    expect(ledger.head).toEqual(head);
    expect(ledger.sealed('s', 1)).toBeNull();
    expect([...disk.files.keys()].filter((path) => path.endsWith('.bin'))).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['a proxy of a release', () => new Proxy(aRelease(), { get: (release, key) => (key === 'value' ? Int32Array.of(1) : (Reflect.get(release, key) as unknown)) })],
    ['an object that inherits from a release', () => Object.create(aRelease(), { value: { value: Int32Array.of(1) } }) as unknown],
    ['records', () => Sensitive.of(Int32Array.of(1))],
  ])('is refused for %s, under any debit', (_what, forged) => {
    const ledger = openOn(new SimDisk());
    expect(() => ledger.seal(paid(ledger, 1), forged() as Released<Int32Array>)).toThrow('Only a release of integers can be sealed.');
    expect(ledger.sealed('s', 1)).toBeNull();
  });

  it('does not hand out stored bytes that changed or are gone', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    ledger.seal(paid(ledger, 1), aRelease());
    ledger.close();
    const reopened = openOn(disk);
    const [payloadFile] = [...disk.files.keys()].filter((path) => path.endsWith('.bin'));
    disk.open(payloadFile).write(Uint8Array.of(99), 0);
    expect(() => reopened.sealed('s', 1)).toThrow('The stored release of round 1 of study s is changed');
    disk.remove(payloadFile);
    expect(() => reopened.sealed('s', 1)).toThrow('The stored release of round 1 of study s is missing');
  });

  it('hands out the same bytes from memory as from the disk: of the newest release, and of those before it', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    const sealed = [1, 2].map((round) => ledger.seal(paid(ledger, round), aRelease()));
    const handedOut = [1, 2].map((round) => ledger.sealed('s', round));
    ledger.close();
    const reopened = openOn(disk);
    expect(handedOut).toEqual(sealed);
    expect([1, 2].map((round) => reopened.sealed('s', round))).toEqual(sealed);
  });

  it('stores a payload inside its folder, whatever the study is called', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    const debit = ledger.debit({ ...request(1), study: '../../etc/passwd' });
    if (debit.kind === 'debit') ledger.seal(debit, aRelease());
    expect([...disk.files.keys()].filter((path) => path.endsWith('.bin'))).toEqual([expect.stringMatching(new RegExp(`^${dir}/out/[0-9a-f]{64}\\.bin$`))]);
  });
});

describe('a receipt', () => {
  it('is recorded once, after the seal', () => {
    const ledger = openOn(new SimDisk());
    const debit = paid(ledger, 1);
    expect(() => ledger.receipt({ study: 's', round: 1, receiptSha256 })).toThrow('a receipt without a seal');
    ledger.seal(debit, aRelease());
    ledger.receipt({ study: 's', round: 1, receiptSha256 });
    const { head } = ledger;
    ledger.receipt({ study: 's', round: 1, receiptSha256 });
    expect(ledger.head).toEqual(head);
    expect(() => ledger.receipt({ study: 's', round: 1, receiptSha256: 'd'.repeat(64) })).toThrow('a second receipt');
  });
});

describe('a policy', () => {
  it('is recorded when it changes, and only then', () => {
    const disk = new SimDisk();
    const first = openOn(disk);
    paid(first, 1);
    const { head } = first;
    first.close();
    const same = openOn(disk);
    expect(same.head).toEqual(head);
    same.close();
    const lowered = openOn(disk, { policy: { ...somePolicy, epsilonCap: 0.01 } });
    expect(lowered.head.seq).toBe(head.seq + 1);
    expect(lowered.budget).toEqual({ spentRhoUnits: ROUND_RHO_UNITS, capRhoUnits: rhoUnitsFor({ epsilon: 0.01, delta: 1e-5 }) });
    expect(lowered.debit(request(2))).toEqual({ kind: 'refused', reason: 'budget' });
  });

  it('cannot change the adjacency that the ledger counts in', () => {
    const disk = new SimDisk();
    openOn(disk).close();
    expect(() => openOn(disk, { policy: { ...somePolicy, adjacency: 'replace-one' } })).toThrow('the two cannot be added up');
  });

  it('with a malformed number opens no ledger', () => {
    expect(() => openOn(new SimDisk(), { policy: { ...somePolicy, maxRhoUnitsPerRound: -1 } })).toThrow(/^The policy record is malformed: maxRhoUnitsPerRound/);
  });
});

describe('a ledger', () => {
  it('is opened by the site and key it was begun by', () => {
    const disk = new SimDisk();
    openOn(disk).close();
    expect(() => openOn(disk, { site: 'hungarian' })).toThrow('belongs to the site cleveland, not to hungarian');
    expect(() => openOn(disk, { identity: identityFromSeed(new Uint8Array(32)) })).toThrow('belongs to another key');
  });

  it('accepts nothing once it is closed', () => {
    const ledger = openOn(new SimDisk());
    const debit = paid(ledger, 1);
    ledger.close();
    ledger.close();
    expect(() => ledger.debit(request(1))).toThrow('is closed');
    expect(() => ledger.seal(debit, aRelease())).toThrow('is closed');
    expect(() => ledger.sealed('s', 1)).toThrow('is closed');
    expect(() => ledger.receipt({ study: 's', round: 1, receiptSha256 })).toThrow('is closed');
  });

  it('spends the sum of its debits, never above the cap, through any sequence of debits, seals and new starts', () => {
    const policy = { ...somePolicy, epsilonCap: 0.15 };
    const cap = rhoUnitsFor({ epsilon: 0.15, delta: 1e-5 });
    expect(Math.floor(cap / ROUND_RHO_UNITS)).toBeGreaterThan(0);
    const step = fc.record({ act: fc.constantFrom('debit', 'debit', 'seal', 'restart'), round: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 12 }), (steps) => {
        const disk = new SimDisk();
        let ledger = openOn(disk, { policy });
        const debited = new Set<number>();
        for (const { act, round } of steps) {
          if (act === 'restart') {
            ledger.close();
            ledger = openOn(disk, { policy });
          } else if (act === 'debit') {
            const affordable = debited.has(round) || (debited.size + 1) * ROUND_RHO_UNITS <= cap;
            expect(ledger.debit(request(round)).kind).toBe(affordable ? 'debit' : 'refused');
            if (affordable) debited.add(round);
          } else if (debited.has(round) && ledger.sealed('s', round) === null) {
            ledger.seal(paid(ledger, round), aRelease());
          }
          expect(ledger.budget).toEqual({ spentRhoUnits: debited.size * ROUND_RHO_UNITS, capRhoUnits: cap });
        }
      }),
      { numRuns: 15 },
    );
  });
});
