import { createCipheriv, createHash } from 'node:crypto';
import { identityFromSeed, type Identity } from '@commonward/envelope';
import { defaultGraph, rosterSha256, type Agreement } from './agreement.js';
import { commitToVector } from './commitment.js';
import { coordinatorStep, openAttempt } from './coordinator/coordinator.js';
import { decodeCoordinatorState, encodeCoordinatorState, type CollectingPhase, type CoordinatorState } from './coordinator/coordinator-state.js';
import type { Outgoing } from './coordinator/outgoing.js';
import { vectorSha256 } from './frames/frames.js';
import { addWords, applyMasks, inverseMasks } from './masks/masks.js';
import { decodeCoordinatorMessage, decodeSiteMessage, encodeCoordinatorMessage, encodeSiteMessage, type CoordinatorMessage, type SiteMessage } from './messages.js';
import { nativePrimitives } from './primitives/native-primitives.js';
import type { Words } from './random.js';
import { beginAttempt } from './site/begin.js';
import { masksOf } from './site/masks-of.js';
import { siteStep } from './site/site.js';
import { encodeSiteState, restoreSiteState, type SiteState } from './site/site-state.js';
import type { SiteEffect, SiteEvent, SiteStep } from './site/site-step.js';
import { isNewRecord, type UnmaskRecord } from './site/unmask-record.js';
import { localTrustThreshold } from './thresholds.js';

/** Words that are the same in every run of a test. */
export function seededWords(seed: string): Words {
  const keystream = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  return {
    fill(words) {
      const bytes = keystream.update(Buffer.alloc(4 * words.length));
      words.forEach((_, i) => (words[i] = bytes.readUInt32LE(4 * i)));
    },
  };
}

export const nameOf = (place: number): string => `site-${String(place).padStart(4, '0')}`;
export const identityOf = (name: string): Identity => identityFromSeed(createHash('sha256').update(name).digest());
export const COORDINATOR = identityOf('coordinator');

const identities = new Map<string, Identity>();

export function siteIdentity(place: number): Identity {
  const known = identities.get(nameOf(place)) ?? identityOf(nameOf(place));
  identities.set(nameOf(place), known);
  return known;
}

export function anAgreement({ sites, ...terms }: Partial<Agreement> & { readonly sites: number }): Agreement {
  return {
    study: 'hearts',
    round: 7,
    attempt: 0,
    planSha256: 'ab'.repeat(32),
    coordinatorKey: COORDINATOR.publicKey,
    roster: Array.from({ length: sites }, (_, place) => ({ site: nameOf(place), identityKey: siteIdentity(place).publicKey })),
    threshold: localTrustThreshold(sites),
    graph: defaultGraph(sites),
    modulusBits: 32,
    length: 5,
    ...terms,
  };
}

export interface RehearsalOptions {
  readonly agreement: Agreement;
  readonly seed: string;
  /** What each site has told, by place; drawn from the seed if not given. */
  readonly vectors?: readonly Uint32Array[];
}

/** A federation in one process: real states, real messages as bytes, no channel. Sites of which nobody asks do nothing. */
export class Rehearsal {
  readonly agreement: Agreement;
  readonly vectors: readonly Uint32Array[];
  readonly sites = new Map<number, SiteState>();
  readonly masked = new Map<number, Uint32Array>();
  /** What each site's ledger holds. */
  readonly ledgers = new Map<number, UnmaskRecord>();
  coordinator: CoordinatorState;
  readonly #seed: string;
  readonly #blinds: readonly Uint8Array[];

  constructor({ agreement, seed, vectors }: RehearsalOptions) {
    this.agreement = agreement;
    this.#seed = seed;
    this.vectors = vectors ?? agreement.roster.map((_, place) => draw(`${seed} vector ${place}`, agreement.length));
    this.#blinds = agreement.roster.map((_, place) => new Uint8Array(draw(`${seed} blind ${place}`, 8).buffer));
    this.coordinator = openAttempt(agreement);
  }

  commitment(place: number): Uint8Array {
    return commitToVector(this.vectors[place], this.#blinds[place]);
  }

  /** The next attempt of the same round with the same vectors, ledgers and all. */
  again(agreement: Agreement): Rehearsal {
    const next = new Rehearsal({ agreement, seed: this.#seed, vectors: this.vectors });
    for (const [place, record] of this.ledgers) next.ledgers.set(place, record);
    return next;
  }

  begin(place: number, attempt = this.agreement): readonly SiteMessage[] {
    const random = seededWords(`${this.#seed} keys ${place} ${attempt.attempt}`);
    const beginning = { agreement: attempt, pinnedRosterSha256: rosterSha256(this.agreement.roster), site: nameOf(place), commitment: this.commitment(place), record: this.ledgers.get(place) ?? null };
    return this.#carryOut(place, beginAttempt(this.tools(place), beginning, random));
  }

  /** A site's step as its agent takes it: the state through bytes, masking and recording done, what it sends in the end. */
  step(place: number, event: SiteEvent): readonly SiteMessage[] {
    return this.#carryOut(place, siteStep(this.tools(place), this.site(place), event));
  }

  tell(place: number, message: CoordinatorMessage): readonly SiteMessage[] {
    return this.step(place, { kind: 'received', message: decodeCoordinatorMessage(encodeCoordinatorMessage(message)) });
  }

  hear(place: number, messages: readonly SiteMessage[]): void {
    for (const message of messages) {
      this.coordinator = coordinatorStep(coordinatorTools, this.coordinator, { kind: 'received', from: place, message: decodeSiteMessage(encodeSiteMessage(message)) }).state;
    }
  }

  /** Closes the phase; what the coordinator then says. */
  close(): readonly Outgoing[] {
    const { state, send } = coordinatorStep(coordinatorTools, this.coordinator, { kind: 'closed' });
    this.coordinator = decodeCoordinatorState(encodeCoordinatorState(state));
    return send;
  }

  /** Everyone's messages of the open phase but those of the absent, and then the phase is closed. */
  advertise(absent: readonly number[] = []): readonly Outgoing[] {
    for (const place of this.agreement.roster.keys()) if (!absent.includes(place)) this.hear(place, this.begin(place));
    return this.close();
  }

  answer(outgoing: readonly Outgoing[], absent: readonly number[] = []): readonly Outgoing[] {
    for (const { to, message } of outgoing) if (!absent.includes(to)) this.hear(to, this.tell(to, message));
    return this.close();
  }

  /** From the advertisements to the opening of a phase. */
  upTo(phase: CollectingPhase, absent: Absent = {}): readonly Outgoing[] {
    let gone = [...(absent.advertising ?? [])];
    let outgoing: readonly Outgoing[] = phase === 'advertising' ? [] : this.advertise(gone);
    for (let now = this.coordinator; now.kind !== phase && now.kind !== 'failed' && now.kind !== 'recovered'; now = this.coordinator) {
      gone = [...gone, ...(absent[now.kind] ?? [])];
      outgoing = this.answer(outgoing, gone);
    }
    return outgoing;
  }

  /** The whole attempt. @returns the sum, and whose vectors are in it; null if too few sites were left */
  play(absent: Absent = {}): { readonly sum: Uint32Array; readonly survivors: readonly number[] } | null {
    const outgoing = this.upTo('revealing', absent);
    if (this.coordinator.kind === 'failed') return null;
    this.answer(outgoing, phasesInOrder.flatMap((phase) => absent[phase] ?? []));
    return this.result();
  }

  /** What the coordinator ends with. */
  result(): { readonly sum: Uint32Array; readonly survivors: readonly number[] } | null {
    const end = this.coordinator;
    return end.kind === 'recovered' ? { sum: this.#sum(end), survivors: end.survivors } : null;
  }

  /** The sum of these sites' vectors, modulo 2^32, in exact integers. */
  sumOf(places: readonly number[]): Uint32Array {
    return Uint32Array.from({ length: this.agreement.length }, (_, i) => Number(BigInt.asUintN(32, places.reduce((sum, place) => sum + BigInt(this.vectors[place][i]), 0n))));
  }

  site(place: number): SiteState {
    const state = this.sites.get(place);
    if (state === undefined) throw new Error(`${nameOf(place)} has not begun.`);
    return state;
  }

  tools(place: number) {
    return { primitives: nativePrimitives, identity: siteIdentity(place) };
  }

  #carryOut(place: number, { state, effects }: SiteStep): readonly SiteMessage[] {
    this.sites.set(place, restoreSiteState(encodeSiteState(state), this.ledgers.get(place) ?? null));
    return effects.flatMap((effect) => this.#effect(place, effect));
  }

  #effect(place: number, effect: SiteEffect): readonly SiteMessage[] {
    switch (effect.kind) {
      case 'send':
        return [effect.message];
      case 'record':
        if (isNewRecord(this.ledgers.get(place) ?? null, effect.record)) this.ledgers.set(place, effect.record);
        return this.step(place, { kind: 'recorded', record: effect.record });
      case 'mask': {
        const words = Uint32Array.from(this.vectors[place]);
        applyMasks(masksOf(nativePrimitives, this.site(place)), { offset: 0, words });
        this.masked.set(place, words);
        return this.step(place, { kind: 'masked', sha256: vectorSha256(words) });
      }
    }
  }

  #sum({ survivors, masks }: Extract<CoordinatorState, { kind: 'recovered' }>): Uint32Array {
    const sum = new Uint32Array(this.agreement.length);
    for (const place of survivors) addWords(sum, this.masked.get(place) ?? new Uint32Array(0));
    applyMasks(inverseMasks(masks), { offset: 0, words: sum });
    return sum;
  }
}

export const coordinatorTools = { primitives: nativePrimitives, identity: COORDINATOR };

/** Who stops answering, from which phase on. */
export type Absent = { readonly [P in CollectingPhase]?: readonly number[] };

export const phasesInOrder = ['advertising', 'sharing', 'masking', 'agreeing', 'revealing'] as const satisfies readonly CollectingPhase[];

export function aRehearsal(sites: number, terms: Partial<Agreement> = {}): Rehearsal {
  return new Rehearsal({ agreement: anAgreement({ sites, ...terms }), seed: 'a rehearsal' });
}

function draw(seed: string, count: number): Uint32Array {
  const words = new Uint32Array(count);
  seededWords(seed).fill(words);
  return words;
}
