import { canonicalJson, envelopeSha256, identityFromSeed, open, roundKey, seal, sha256Hex, type Envelope, type Identity, type Refusal, type Release } from '@commonward/envelope';
import { parseDictionary } from '@commonward/schema';
import { planLength, planPairs, type PairsPlan } from '@commonward/synthesis/plan';
import type { Site } from '../enrolment/site.js';
import { MemoryBlobStore } from '../storage/blobs.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import type { Study } from '../studies/study.js';
import { VirtualTime } from '../virtual-time.fixture.js';
import { coordinator, enrolled, keys, SiteLedger } from '../witness/a-site-ledger.fixture.js';
import { roundParts } from './parts.fixture.js';
import type { Round } from './round.js';

export const HOUR_MS = 3_600_000;
/** The sites of the study. */
export const WAITING = { va: 'waiting', cleveland: 'waiting' };

export const identities = { va: identityFromSeed(new Uint8Array(32).fill(2)), cleveland: identityFromSeed(new Uint8Array(32).fill(3)), zurich: identityFromSeed(new Uint8Array(32).fill(4)) };
type Name = keyof typeof identities;
const NAMES = ['va', 'cleveland', 'zurich'] as const;

const plan = aPlan();
/** Bytes of a payload. */
export const PAYLOAD_LENGTH = 4 * planLength(plan);
const terms = { id: 'study', sites: plan.sites, quorum: 1, answerWithinMs: HOUR_MS, attempt: 1, round: 1, state: 'running', planSha256: sha256Hex(new TextEncoder().encode(canonicalJson(plan))) } as const;

export const aSite = (name: Name): Site => enrolled(name, identities[name]);

interface ReleaseTerms {
  readonly of: Name;
  readonly by: Identity;
  readonly payload: Uint8Array;
  readonly statement: Partial<Release>;
}

/** A coordinator with an open round, and ledgers in which nothing has happened. */
export class OpenRound {
  readonly database = new MemoryDatabase();
  readonly time = new VirtualTime();
  readonly parts = roundParts({ database: this.database, blobs: new MemoryBlobStore(), keys, clock: this.time.clock });
  readonly ledgers = { va: new SiteLedger('va', identities.va), cleveland: new SiteLedger('cleveland', identities.cleveland), zurich: new SiteLedger('zurich', identities.zurich) };
  readonly study: Study;
  #offer: Envelope | null = null;

  private constructor(changes: Partial<Study>) {
    this.study = { ...(terms as Partial<Study> as Study), ...changes };
  }

  /** @param changes of the study */
  static async begin(changes: Partial<Study> = {}): Promise<OpenRound> {
    const opened = new OpenRound(changes);
    const { database, parts, study } = opened;
    await parts.plans.put(plan);
    for (const name of NAMES) await database.collection<Site>('sites').insert(name, aSite(name));
    await database.collection<Study>('studies').insert(study.id, study);
    await parts.rounds.open(study, 1);
    [opened.#offer] = await opened.offers('va');
    return opened;
  }

  get offer(): Envelope {
    if (this.#offer === null) throw new Error('No round was opened');
    return this.#offer;
  }

  async offers(name: Name): Promise<readonly Envelope[]> {
    return (await this.parts.news.offersFor(name)).map(({ envelope }) => envelope);
  }

  /** The first round of the study. */
  async round(): Promise<Round> {
    const round = await this.parts.stored.at('study', 1);
    if (round === null) throw new Error('No round was opened');
    return round;
  }

  /** Where each site stands. */
  async states(): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries(Object.entries((await this.round()).answers).map(([site, { state }]) => [site, state]));
  }

  /** Lets a site pay for a round and seal its payload: all zeros. */
  seal(name: Name, round = 1): void {
    const { study, planSha256 } = this.#offered();
    this.ledgers[name].seal({ study, round, planSha256, offerSha256: envelopeSha256(this.offer), payload: new Uint8Array(PAYLOAD_LENGTH), rhoUnits: 10 });
  }

  async witness(name: Name, from = 0): Promise<void> {
    await this.parts.witness.answer(aSite(name), this.ledgers[name].hello(), this.ledgers[name].from(from));
  }

  async sealAndWitness(name: Name, round = 1): Promise<void> {
    this.seal(name, round);
    await this.witness(name);
  }

  /** The release of a site, as its ledger has it, unless the terms say otherwise. */
  release({ of = 'va', by = identities[of], payload = new Uint8Array(PAYLOAD_LENGTH), statement = {} }: Partial<ReleaseTerms> = {}): Envelope {
    const { study, round, planSha256 } = this.#offered();
    const state = this.ledgers[of].chain.debits.get(roundKey({ study, round }))?.state;
    if (state?.kind !== 'sealed') throw new Error(`${of} has sealed nothing`);
    const { ledger, budget } = state.seal;
    const answered = { study, round, planSha256, offerSha256: envelopeSha256(this.offer), ledger, budget };
    return seal({ kind: 'release', consortium: 'Heart', signer: by.publicKey, site: of, ...answered, length: payload.length / 4, ...statement }, payload, by);
  }

  refusal(reason: Refusal['reason'] = 'budget'): Envelope {
    const statement = { kind: 'refusal', consortium: 'Heart', signer: identities.va.publicKey, site: 'va', study: 'study', round: 1, offerSha256: envelopeSha256(this.offer), reason } as const;
    return seal(statement, new Uint8Array(), identities.va);
  }

  #offered() {
    return open(this.offer, { kind: 'offer', publicKey: coordinator.publicKey });
  }
}

function aPlan(): PairsPlan {
  const columns = ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] }));
  const dictionary = parseDictionary({ file: 'dictionary.json', text: JSON.stringify({ name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns }) });
  const guarantee = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const planning = planPairs({ study: 'study', dictionary, guarantee, trust: 'local', aggregation: 'plain', sites: ['va', 'cleveland'], seed: 'a'.repeat(64) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}
