import { setImmediate as nextTurn } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalJson, identityFromSeed, readLedger, seal, sha256Hex, type Envelope } from '@commonward/envelope';
import { Sensitive, systemRandom } from '@commonward/privacy';
import { encodeTable, parseDictionary, readTable } from '@commonward/schema';
import { planPairs, withIdentityKeys, type TrainingPlan } from '@commonward/synthesis/plan';
import type { AgentLog } from '../console/agent-log.js';
import type { News } from '../egress/link.js';
import { dir, identity, openOn } from '../ledger/a-ledger.fixture.js';
import type { Ledger } from '../ledger/ledger.js';
import { SimDisk } from '../ledger/sim-disk.fixture.js';
import { AnOperator } from '../operator/an-operator.fixture.js';
import { ACoordinator } from './a-coordinator.fixture.js';
import { runAgent } from './agent.js';
import type { Desk } from './answer-offer.js';
import { noNetworks } from '../training/networks.js';

const key = identityFromSeed(new Uint8Array(32).fill(1));
const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({ name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] })) }),
});
const policy = { epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

const { FAILED_PRECONDITION } = status;

const guarantee = { epsilon: 2, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

function aPlan(study: string, terms: { readonly sites: readonly string[]; readonly aggregation: 'plain' | 'masked' }): TrainingPlan {
  const planning = planPairs({ study, dictionary, guarantee, trust: 'local', seed: 'a'.repeat(64), ...terms });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

function offerOf(study: string, plan: TrainingPlan): Envelope {
  const payload = new TextEncoder().encode(canonicalJson(plan));
  return seal({ kind: 'offer', consortium: 'Heart', signer: key.publicKey, study, round: 1, planSha256: sha256Hex(payload) }, payload, key);
}

const anOffer = (study = 's'): Envelope => offerOf(study, aPlan(study, { sites: ['cleveland'], aggregation: 'plain' }));

let disk: SimDisk;
let coordinator: ACoordinator;
let told: string[];
let reads: number;
let operator: AnOperator;

const deskOf = (ledger: Ledger): Desk => ({
  sender: { site: 'cleveland', consortium: 'Heart', identity },
  coordinatorKey: key.publicKey,
  dictionary,
  policy,
  ledger,
  records: {
    kind: 'table',
    read: () => {
      reads += 1;
      return Sensitive.of([encodeTable(readTable({ text: 'x,y\n0,1\n1,1\n', file: 'records.csv', dictionary }).table, dictionary)]);
    },
  },
  random: systemRandom,
  networks: noNetworks,
  operator,
});

const log: AgentLog = {
  connected: () => told.push('connected'),
  interrupted: (reason) => told.push(`interrupted: ${reason}`),
  quarantined: (reason) => told.push(`quarantined: ${reason}`),
  released: () => told.push('released'),
  joined: () => told.push('joined'),
  summed: () => told.push('summed'),
  closed: (sentence) => told.push(`closed: ${sentence}`),
  device: (sentence) => told.push(sentence),
  paused: () => undefined,
  refused: ({ reason }) => told.push(`refused: ${reason}`),
};

/** Runs an agent on the disk until it has connected so many times. */
async function runThrough(connections: number, on = disk): Promise<void> {
  const ledger = openOn(on, { policy });
  const stop = new AbortController();
  let made = 0;
  const connect = () => {
    made += 1;
    return coordinator;
  };
  const pause = async () => {
    if (made === connections) stop.abort();
  };
  await runAgent({ desk: deskOf(ledger), connect, pause, jitter: () => 0, log, stop: stop.signal });
  ledger.close();
}

const readingOf = (on: SimDisk) => readLedger(on.files.get(`${dir}/ledger.log`) ?? new Uint8Array(), identity.publicKey);
const kindsOn = (on: SimDisk) => readingOf(on).entries.map(({ kind }) => kind);

beforeEach(() => {
  disk = new SimDisk();
  coordinator = new ACoordinator(key, identity);
  coordinator.offered = [anOffer()];
  told = [];
  reads = 0;
  operator = new AnOperator();
});

describe('an agent', () => {
  it('asks for offers only after its hello was answered and what was news is witnessed', async () => {
    await runThrough(1);
    expect(coordinator.calls).toEqual(['hello', 'advertise', 'offers', 'advertise', 'release']);
    expect(told).toEqual(['connected', 'released']);
    expect(reads).toBe(1);
  });

  it('sends the same again when the reply was lost, without reading again', async () => {
    coordinator.interrupt = { call: 'release', when: 'after' };
    await runThrough(2);
    coordinator.interrupt = null;
    await runThrough(1);
    expect(new Set(coordinator.arrived.map(sha256Hex)).size).toBe(1);
    expect(reads).toBe(1);
    expect(kindsOn(disk).filter((kind) => kind === 'debit' || kind === 'receipt')).toEqual(['debit', 'receipt']);
  });

  it('that must stop asks for no offer, reads and pays nothing, however often it connects, also after a restart', async () => {
    coordinator.offered = [];
    await runThrough(1);
    const backup = new SimDisk({}, new Map([...disk.files].filter(([path]) => path !== `${dir}/LOCK`)));
    coordinator.offered = [anOffer()];
    await runThrough(1);
    const before = kindsOn(backup);
    const calls = coordinator.calls.length;
    told = [];
    reads = 0;
    await runThrough(2, backup);
    await runThrough(1, backup);
    expect(coordinator.calls.slice(calls)).toEqual(Array<string[]>(3).fill(['hello', 'report rollback']).flat());
    expect(told).toEqual(Array(3).fill('quarantined: rollback'));
    expect({ reads, kinds: kindsOn(backup) }).toEqual({ reads: 0, kinds: before });
  });

  it('goes on by itself when the newest home is put back', async () => {
    coordinator.offered = [];
    await runThrough(1);
    const backup = new SimDisk({}, new Map([...disk.files].filter(([path]) => path !== `${dir}/LOCK`)));
    coordinator.offered = [anOffer()];
    await runThrough(1);
    await runThrough(1, backup);
    await runThrough(1);
    expect(told.slice(-2)).toEqual(['connected', 'released']);
  });
});

describe('an agent whose operator says something', () => {
  /** Serves one connection that stays open after its offers until the agent ends it, and lets `meanwhile` happen. */
  async function runWhile(meanwhile: () => void | Promise<void>): Promise<void> {
    let end: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (end = resolve));
    const { offered } = coordinator;
    coordinator.news = async function* () {
      yield* offered.map((offer): News => ({ kind: 'offer', offer }));
      await meanwhile();
      await closed;
    };
    coordinator.close = () => end();
    await runThrough(1);
  }

  const TURNS = 2000;
  async function turnsUntil(holds: () => boolean): Promise<void> {
    for (let turn = 0; turn < TURNS && !holds(); turn += 1) await nextTurn();
    expect(holds()).toBe(true);
  }

  it('takes back a release by a signed refusal, and tells it again in the next connection, for the reply may have been lost', async () => {
    await runThrough(1);
    operator.say('refuse', 's');
    coordinator.offered = [];
    await runThrough(2);
    expect(coordinator.refusals).toEqual(['round 1: operator', 'round 1: operator']);
    expect(kindsOn(disk).filter((kind) => kind === 'veto')).toEqual(['veto']);
    expect(coordinator.calls.filter((call) => call === 'release')).toHaveLength(1);
  });

  it('hears a refusal while it runs', async () => {
    await runWhile(async () => {
      operator.say('refuse', 's');
      await turnsUntil(() => coordinator.refusals.length > 0);
      coordinator.close();
    });
    expect(told).toEqual(['connected', 'released', 'refused: operator']);
  });

  it('that is told that a round is closed says so and goes on with the next offer', async () => {
    coordinator.offered = [anOffer(), anOffer('another')];
    const submit = coordinator.submitRelease.bind(coordinator);
    coordinator.submitRelease = (release) => (coordinator.arrived.length === 0 ? (coordinator.arrived.push(release.payload), Promise.reject(Object.assign(new Error(), { code: FAILED_PRECONDITION, details: 'Round 1 is closed.' }))) : submit(release));
    await runThrough(1);
    expect(told).toEqual(['connected', 'closed: Round 1 is closed.', 'released']);
    expect(kindsOn(disk).filter((kind) => kind === 'debit')).toHaveLength(2);
  });

  it('answers nothing while it is paused, stays connected, and asks anew once it is resumed', async () => {
    operator.paused = true;
    let closedByAgent = false;
    await runWhile(async () => {
      await nextTurn();
      expect({ reads, calls: coordinator.calls }).toEqual({ reads: 0, calls: ['hello', 'advertise'] });
      const close = coordinator.close.bind(coordinator);
      coordinator.close = () => {
        closedByAgent = true;
        close();
      };
      operator.resume();
      await turnsUntil(() => closedByAgent);
    });
    expect({ reads, told }).toEqual({ reads: 0, told: ['connected'] });
    coordinator = Object.assign(new ACoordinator(key, identity), { store: coordinator.store, offered: [anOffer()] });
    await runThrough(1);
    expect(told).toEqual(['connected', 'connected', 'released']);
  });
});

const others = ['hungary', 'va'].map((site, place) => [site, identityFromSeed(new Uint8Array(32).fill(10 + place)).publicKey] as const);
const masked = withIdentityKeys(aPlan('s', { sites: ['cleveland', 'hungary', 'va'], aggregation: 'masked' }), new Map([['cleveland', identity.publicKey], ...others]));
const call: News = { kind: 'masked', call: { study: 's', round: 1, attempt: 0, message: new Uint8Array() } };

describe('an agent that is paused in the middle of a masked round', () => {
  /** Offers the round, lets the operator speak once its vector is sealed, and then asks for the advert. */
  const askAfter = (speak: () => void): void => {
    coordinator.news = async function* () {
      yield { kind: 'offer', offer: offerOf('s', masked) };
      speak();
      yield call;
    };
  };

  it('says nothing of it, and says it when it is asked again after it was resumed', async () => {
    askAfter(() => (operator.paused = true));
    await runThrough(1);
    expect({ told, submissions: coordinator.submissions }).toEqual({ told: ['connected', 'joined'], submissions: [] });
    operator.paused = false;
    askAfter(() => undefined);
    await runThrough(1);
    expect(coordinator.submissions.map(({ attempt, message }) => [attempt, message.kind])).toEqual([[0, 'advert']]);
  });

  it('asks its operator before each message: nothing of a study is said that was refused after the offer was answered', async () => {
    askAfter(() => (operator.given = [{ id: '1', kind: 'refuse', study: 's' }]));
    await runThrough(1);
    expect({ submissions: coordinator.submissions, kinds: kindsOn(disk).slice(-1) }).toEqual({ submissions: [], kinds: ['veto'] });
  });
});

describe('a receipt for a masked vector that this site does not remember', () => {
  it('is not recorded, and does not end the connection: a site that was set back goes on', async () => {
    coordinator.news = async function* () {
      yield { kind: 'offer', offer: offerOf('s', masked) };
      const { seq, head } = readingOf(disk);
      const statement = { consortium: 'Heart', signer: key.publicKey, study: 's', round: 1, site: 'cleveland', envelopeSha256: 'f'.repeat(64), ledger: { seq, head } };
      yield { kind: 'receipt', receipt: seal({ kind: 'receipt', ...statement }, new Uint8Array(), key) };
      yield call;
    };
    await runThrough(1);
    expect(told).toEqual(['connected', 'joined', 'closed: The coordinator countersigned a masked vector that this site does not remember; its receipt is not recorded.']);
    expect(coordinator.submissions).toHaveLength(1);
    expect(kindsOn(disk)).not.toContain('receipt');
  });
});
