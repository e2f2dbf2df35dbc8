import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rhoUnits, type Guarantee } from '@commonward/accounting';
import { canonicalJson, envelopeSha256, identityFromSeed, open, readLedger, seal, sha256Hex, type Envelope, type Identity } from '@commonward/envelope';
import { systemRandom } from '@commonward/privacy';
import { encodeTable, parseDictionary, readTable, tableLayout, type DataDictionary } from '@commonward/schema';
import { rosterOf, rosterSha256, vectorIn } from '@commonward/secure-aggregation';
import { eventOf, planBlocks, planLength, planPairs, withIdentityKeys, type Aggregation, type PairsPlan, type Trust } from '@commonward/synthesis/plan';
import { releaseEnvelope } from '../egress/outgoing.js';
import { openLedger, WitnessedRelease, type Ledger, type SealedRelease } from '../ledger/ledger.js';
import { nodeDisk } from '../ledger/node-disk.js';
import { nodeProcesses } from '../ledger/process-table.js';
import { AnOperator } from '../operator/an-operator.fixture.js';
import { OperatorError } from '../operator-error.js';
import type { Policy } from '../policy/policy.js';
import { openRecords } from '../records/open-records.js';
import { answerOffer, type Desk } from './answer-offer.js';
import { noNetworks } from '../training/networks.js';

const coordinator = identityFromSeed(new Uint8Array(32).fill(1));
const site = identityFromSeed(new Uint8Array(32).fill(2));
const somebody = identityFromSeed(new Uint8Array(32).fill(3));

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'ward',
    kind: 'table',
    unit: 'patient',
    target: 'disease',
    publicCohortSize: { va: 300 },
    columns: [
      { name: 'age', type: 'numeric', min: 0, max: 100, bins: 20, missing: [] },
      { name: 'stage', type: 'categorical', categories: ['0', '1', '2', '3', '4', '5'], missing: [''] },
      { name: 'disease', type: 'categorical', categories: ['0', '1'], missing: [] },
    ],
  }),
});
const csv = `age,stage,disease\n${Array.from({ length: 300 }, (_, i) => `${(i * 37) % 100},${i % 7 === 0 ? '' : i % 6},${i % 2}`).join('\n')}\n`;

const guarantee: Guarantee = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };
const policy: Policy = { epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };

interface Terms {
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  readonly dictionary: DataDictionary;
  readonly study: string;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
}

function aPlan(terms: Partial<Terms> = {}): PairsPlan {
  const planning = planPairs({ study: 's', dictionary, guarantee, trust: 'local', aggregation: 'plain', sites: ['va'], seed: 'a'.repeat(64), ...terms });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

function anOffer(plan: PairsPlan, { by = coordinator, consortium = 'Heart', study = plan.study }: { by?: Identity; consortium?: string; study?: string } = {}): Envelope {
  const payload = new TextEncoder().encode(canonicalJson(plan));
  return seal({ kind: 'offer', consortium, signer: by.publicKey, study, round: 1, planSha256: sha256Hex(payload) }, payload, by);
}

let folder: string;
let ledger: Ledger;
let records: string;
let operator: AnOperator;

const openTheLedger = (limits: Policy): Ledger => openLedger({ dir: join(folder, 'ledger'), identity: site, site: 'va', policy: limits, clock: () => new Date('2026-01-01T00:00:00Z') }, { disk: nodeDisk, processes: nodeProcesses });

function desk(limits: Policy = policy): Desk {
  return {
    sender: { site: 'va', consortium: 'Heart', identity: site },
    coordinatorKey: coordinator.publicKey,
    dictionary,
    policy: limits,
    ledger,
    records: openRecords(records, dictionary),
    random: systemRandom,
    networks: noNetworks,
    operator,
  };
}

/** The kinds of record in the ledger's file, as anybody who has the file can read them. */
const onDisk = () => readLedger(readFileSync(join(folder, 'ledger', 'ledger.log')), site.publicKey).entries.map(({ kind }) => kind);

function sealed(at: Desk, offer: Envelope): SealedRelease {
  const answer = answerOffer(at, offer);
  if (answer.kind !== 'sealed') throw new Error('not released');
  return answer.sealed;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-desk-'));
  records = join(folder, 'records.csv');
  writeFileSync(records, csv);
  operator = new AnOperator();
  ledger = openTheLedger(policy);
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the order of an answer', () => {
  it('has the debit on disk before records are read, and pays no second time when they can be', () => {
    const plan = aPlan();
    rmSync(records);
    expect(() => answerOffer(desk(), anOffer(plan))).toThrow(OperatorError);
    expect(onDisk()).toEqual(['genesis', 'policy', 'debit']);
    writeFileSync(records, csv);
    sealed(desk(), anOffer(plan));
    expect(onDisk()).toEqual(['genesis', 'policy', 'debit', 'seal']);
    expect(ledger.budget.spentRhoUnits).toBe(rhoUnits(eventOf(plan)));
  });

  it('has the same bytes every time, also after a restart and without the records', () => {
    const offer = anOffer(aPlan());
    const first = sealed(desk(), offer);
    rmSync(records);
    ledger.close();
    ledger = openTheLedger(policy);
    expect(answerOffer(desk(), offer)).toEqual({ kind: 'sealed', resent: true, sealed: first });
    expect(onDisk()).toEqual(['genesis', 'policy', 'debit', 'seal']);
  });
});

describe('an offer of a masked sum', () => {
  const three = { sites: ['va', 'cleveland', 'hungary'], aggregation: 'masked' } as const;

  const keys = new Map([['va', site.publicKey], ['cleveland', 'a'.repeat(64)], ['hungary', 'b'.repeat(64)]]);
  const roster = rosterSha256(rosterOf({ identityKeys: Object.fromEntries(keys) }));
  const inShared = { ...policy, trust: 'shared' } as const;

  function allowShared(): void {
    ledger.close();
    ledger = openTheLedger(inShared);
  }

  it.each(['local', 'shared'] as const)('that does not say whose keys count is refused in %s trust before anything is debited', (trust) => {
    allowShared();
    expect(answerOffer(desk(inShared), anOffer(aPlan({ ...three, trust })))).toMatchObject({ kind: 'refusal', reason: 'plan' });
    expect(onDisk()).toEqual(['genesis', 'policy', 'policy']);
  });

  it('that names another key for this site is refused before anything is debited', () => {
    const plan = withIdentityKeys(aPlan(three), new Map([...keys, ['va', 'd'.repeat(64)]]));
    expect(answerOffer(desk(), anOffer(plan))).toMatchObject({ kind: 'refusal', reason: 'plan' });
    expect(onDisk()).toEqual(['genesis', 'policy']);
  });

  it('is answered with a vector that is sealed under a blind, and that has no way out but under masks', () => {
    const plan = withIdentityKeys(aPlan(three), keys);
    const answer = answerOffer(desk(), anOffer(plan));
    if (answer.kind !== 'masked') throw new Error(`expected a masked answer, got ${answer.kind}`);
    const vector = vectorIn(answer.sealed.payload);
    expect(vector).toHaveLength(planLength(plan));
    expect(answer.sealed.payloadSha256).not.toBe(sha256Hex(new Uint8Array(vector.buffer)));
    ledger.witness('e'.repeat(64));
    expect(ledger.releasable(answer.sealed)).toBeNull();
    expect(ledger.maskable(answer.sealed)?.words()).toEqual(vector);
  });

  it('counts on the noise of others only with sites and keys that the operator has approved, and says by which hash', () => {
    allowShared();
    const offer = anOffer(withIdentityKeys(aPlan({ ...three, trust: 'shared' }), keys));
    const answer = answerOffer(desk(inShared), offer);
    expect(answer).toMatchObject({ kind: 'refusal', reason: 'roster', remedy: expect.stringContaining(`commonward-site roster approve ${roster}`) as unknown });
    expect(onDisk()).toEqual(['genesis', 'policy', 'policy']);
    operator.rosters = [roster];
    expect(answerOffer(desk(inShared), offer)).toMatchObject({ kind: 'masked' });
  });

  it('is refused in shared trust for the policy’s sake, unless the policy allows it', () => {
    expect(answerOffer(desk(), anOffer(aPlan({ ...three, trust: 'shared' })))).toMatchObject({ kind: 'refusal', reason: 'trust' });
    expect(onDisk()).toEqual(['genesis', 'policy']);
  });
});

describe('a second offer of a round', () => {
  it('with another plan is refused, and gets nothing that was released for the first', () => {
    sealed(desk(), anOffer(aPlan()));
    const before = onDisk();
    const other = anOffer(aPlan({ guarantee: { ...guarantee, epsilon: guarantee.epsilon / 2 } }));
    expect(answerOffer(desk(), other)).toMatchObject({ kind: 'refusal', reason: 'plan' });
    expect(onDisk()).toEqual(before);
  });
});

/** The counts that the plan asks for, without noise, by counting. */
function exactCounts(plan: PairsPlan): number[] {
  const { rows, codes } = encodeTable(readTable({ text: csv, file: 'records.csv', dictionary }).table, dictionary);
  const { sizes } = tableLayout(dictionary);
  const cellOf = (row: number, columns: readonly number[]) => columns.reduce((cell, column) => cell * sizes[column] + codes[row * sizes.length + column], 0);
  return planBlocks(plan).flatMap(({ tables }) =>
    tables.flatMap(({ columns, shape }) => {
      const counts = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0);
      for (let row = 0; row < rows; row += 1) counts[cellOf(row, columns)] += 1;
      return counts;
    }),
  );
}

function integersOf({ payload }: SealedRelease): number[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  return Array.from({ length: payload.length / 4 }, (_, i) => view.getInt32(4 * i, true));
}

/** What was added to each count, in standard deviations of the noise that the plan asks for. */
function noiseOf(release: SealedRelease, plan: PairsPlan): number[] {
  const exact = exactCounts(plan);
  const stdDevs = planBlocks(plan).flatMap(({ length, variance }) => Array.from({ length }, () => Math.sqrt(variance)));
  return integersOf(release).map((value, i) => (value - plan.grid * exact[i]) / stdDevs[i]);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a release', () => {
  it('is the counts with the noise of the plan: no more of it, and no less', () => {
    const plan = aPlan();
    const noise = noiseOf(sealed(desk(), anOffer(plan)), plan);
    const squares = mean(noise.map((z) => z * z));
    // Six standard deviations of the mean of n normal variables, and of the mean of their squares.
    const spread = 6 / Math.sqrt(noise.length);
    expect(noise.length).toBeGreaterThan(150);
    expect(Math.abs(mean(noise))).toBeLessThan(spread);
    expect(Math.abs(squares - 1)).toBeLessThan(Math.SQRT2 * spread);
  });

  it('bears other noise for another study of the same records', () => {
    const [one, other] = ['one', 'other'].map((study) => {
      const plan = aPlan({ study, guarantee: { ...guarantee, epsilon: 2 } });
      return noiseOf(sealed(desk(), anOffer(plan)), plan);
    });
    expect(one.filter((z, i) => z === other[i]).length).toBeLessThan(one.length / 10);
  });

  it('is signed by the site, for exactly this offer, plan and state of the ledger', () => {
    const plan = aPlan();
    const offer = anOffer(plan);
    sealed(desk(), offer);
    const { head } = ledger;
    ledger.witness('e'.repeat(64));
    const witnessed = ledger.releasable({ study: 's', round: 1 });
    if (witnessed === null) throw new Error('a witnessed release may leave');
    const statement = open(releaseEnvelope(desk().sender, witnessed), { kind: 'release', publicKey: site.publicKey });
    expect(statement).toMatchObject({
      consortium: 'Heart',
      site: 'va',
      study: 's',
      round: 1,
      planSha256: sha256Hex(offer.payload),
      offerSha256: envelopeSha256(offer),
      ledger: head,
      budget: { spentRhoUnits: rhoUnits(eventOf(plan)), capRhoUnits: ledger.budget.capRhoUnits },
    });
  });
});

describe('what leaves', () => {
  it('is only what the ledger lets leave, and nothing of its shape', () => {
    const release = sealed(desk(), anOffer(aPlan()));
    expect(ledger.releasable({ study: 's', round: 1 })).toBeNull();
    // @ts-expect-error the shape of what may leave is not it
    expect(() => releaseEnvelope(desk().sender, { sealed: release })).toThrow('Only a release that the ledger lets leave');
    expect((): unknown => Reflect.construct(WitnessedRelease, [{}, release])).toThrow('Only the ledger lets a release leave');
  });
});

describe('a refusal reads nothing, debits nothing, and gives the reason', () => {
  const aYearOlder = parseDictionary({ file: 'dictionary.json', text: JSON.stringify({ ...dictionary, columns: dictionary.columns.map((column) => (column.name === 'age' ? { ...column, max: 101, edges: undefined, bins: 20 } : column)) }) });

  it.each<[string, string, Partial<Terms>, Partial<Policy>]>([
    ['unit', 'another adjacency than the policy counts in', { guarantee: { ...guarantee, adjacency: 'replace-one' } }, {}],
    ['delta', 'a delta above the policy’s', { guarantee: { ...guarantee, delta: 1e-4 } }, {}],
    ['delta', 'a delta above a tenth of one over the declared cohort', { guarantee: { ...guarantee, delta: 1e-3 } }, { deltaMax: 1e-2 }],
    ['dictionary', 'another dictionary than the site’s', { dictionary: aYearOlder }, {}],
    ['plan', 'a plan that does not ask this site', { sites: ['cleveland'], dictionary: { ...dictionary, publicCohortSize: { cleveland: 300 } } }, {}],
    ['budget', 'a round that costs more than the cap', { guarantee: { ...guarantee, epsilon: 6 } }, {}],
  ])('%s: %s', (reason, _what, terms, limits) => {
    rmSync(records);
    const before = onDisk();
    const answer = answerOffer(desk({ ...policy, ...limits }), anOffer(aPlan(terms)));
    expect(answer).toMatchObject({ kind: 'refusal', reason });
    if (answer.kind !== 'refusal') throw new Error('expected a refusal');
    expect(open(answer.envelope, { kind: 'refusal', publicKey: site.publicKey })).toMatchObject({ reason, site: 'va', study: 's', round: 1 });
    expect(onDisk()).toEqual(before);
    expect(ledger.budget.spentRhoUnits).toBe(0);
  });

  it('budget: a round that costs more than an earlier one has left', () => {
    sealed(desk(), anOffer(aPlan()));
    const { head } = ledger;
    const second = anOffer(aPlan({ study: 'second', guarantee: { ...guarantee, epsilon: 4.5 } }));
    rmSync(records);
    expect(answerOffer(desk(), second)).toMatchObject({ kind: 'refusal', reason: 'budget' });
    expect(ledger.head).toEqual(head);
  });

  it('lost: a round that was sealed, and whose bytes are gone', () => {
    const offer = anOffer(aPlan());
    sealed(desk(), offer);
    for (const file of readdirSync(join(folder, 'ledger', 'out'))) rmSync(join(folder, 'ledger', 'out', file));
    const { head } = ledger;
    expect(answerOffer(desk(), offer)).toMatchObject({ kind: 'refusal', reason: 'lost' });
    expect(ledger.head).toEqual(head);
  });

  it('plan: another plan for a round that is paid for', () => {
    rmSync(records);
    expect(() => answerOffer(desk(), anOffer(aPlan()))).toThrow(OperatorError);
    const { head } = ledger;
    expect(answerOffer(desk(), anOffer(aPlan({ guarantee: { ...guarantee, epsilon: 2 } })))).toMatchObject({ kind: 'refusal', reason: 'plan' });
    expect(ledger.head).toEqual(head);
  });
});

describe('the word of the operator', () => {
  it('refuses a study before anything is paid for or read, also while the site is paused, and is in the ledger by then', () => {
    operator.say('refuse', 's');
    operator.paused = true;
    rmSync(records);
    expect(answerOffer(desk(), anOffer(aPlan()))).toMatchObject({ kind: 'refusal', reason: 'operator' });
    expect(onDisk()).toEqual(['genesis', 'policy', 'veto']);
  });

  it('keeps a release at home that was sealed before, for good', () => {
    const offer = anOffer(aPlan());
    sealed(desk(), offer);
    ledger.witness('e'.repeat(64));
    operator.say('refuse', 's');
    for (let time = 0; time < 2; time += 1) expect(answerOffer(desk(), offer)).toMatchObject({ kind: 'refusal', reason: 'operator' });
    expect(ledger.releasable({ study: 's', round: 1 })).toBeNull();
    expect(ledger.budget.spentRhoUnits).toBe(rhoUnits(eventOf(aPlan())));
  });

  it('is about one study', () => {
    operator.say('refuse', 'another');
    expect(answerOffer(desk(), anOffer(aPlan()))).toMatchObject({ kind: 'sealed' });
  });

  it('can be taken back, for an offer that comes again', () => {
    operator.say('refuse', 's');
    expect(answerOffer(desk(), anOffer(aPlan()))).toMatchObject({ kind: 'refusal', reason: 'operator' });
    operator.say('approve', 's');
    expect(answerOffer(desk(), anOffer(aPlan()))).toMatchObject({ kind: 'sealed' });
    expect(onDisk()).toEqual(['genesis', 'policy', 'veto', 'approval', 'debit', 'seal']);
  });

  it('leaves offers unanswered while the site is paused: nothing is paid for, read or sent', () => {
    operator.paused = true;
    rmSync(records);
    const before = onDisk();
    expect(answerOffer(desk(), anOffer(aPlan()))).toEqual({ kind: 'paused' });
    expect(onDisk()).toEqual(before);
  });
});

describe('an offer that is not the coordinator’s is not answered', () => {
  const changedPayload = (offer: Envelope): Envelope => ({ ...offer, payload: offer.payload.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) });

  it.each<[string, string, () => Envelope]>([
    ['signature', 'signed by another key', () => anOffer(aPlan(), { by: somebody })],
    ['payload', 'with a changed plan', () => changedPayload(anOffer(aPlan()))],
    ['signer', 'made for another consortium', () => anOffer(aPlan(), { consortium: 'Lung' })],
    ['chain', 'with the plan of another study', () => anOffer(aPlan(), { study: 'another' })],
  ])('%s: %s', (reason, _what, offer) => {
    const before = onDisk();
    expect(() => answerOffer(desk(), offer())).toThrow(expect.objectContaining({ name: 'IntegrityError', reason }));
    expect(onDisk()).toEqual(before);
  });
});
