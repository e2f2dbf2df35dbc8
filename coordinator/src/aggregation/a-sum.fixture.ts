import { createHash } from 'node:crypto';
import { identityFromSeed } from '@commonward/envelope';
import { agreementFor, beginAttempt, messageFor, nativePrimitives, rosterSha256, siteStep, type SiteEffect, type SiteMessage, type SiteState, type SiteStep } from '@commonward/secure-aggregation';
import { openSum, stateOf, transition, type MaskedSum, type MaskedSumEvent } from './masked-sum.js';

export const MINUTE_MS = 60_000;
export const minute = (minutes: number): string => new Date(Date.UTC(2026, 0, 1) + minutes * MINUTE_MS).toISOString();

const digestOf = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());
const coordinator = identityFromSeed(digestOf('coordinator'));
export const tools = { primitives: nativePrimitives, identity: coordinator };
const NAMES = ['bern', 'chur', 'genf', 'zug'];
const identityOf = (place: number) => identityFromSeed(digestOf(NAMES[place]));

/** Four sites of which three open the sum in local trust, and all in shared. Each site's vector is one integer, and is not masked here: no phase looks at it. */
export class ASum {
  sum: MaskedSum;
  readonly #states = new Map<number, SiteState>();
  #draws = 0;

  constructor(trust: 'local' | 'shared') {
    const identityKeys = Object.fromEntries(NAMES.map((name, place) => [name, identityOf(place).publicKey]));
    const planned = { trust, threshold: trust === 'local' ? 3 : 4, identityKeys };
    const agreement = agreementFor(planned, { study: 's', round: 1, attempt: 0, planSha256: 'a'.repeat(64), coordinatorKey: coordinator.publicKey, length: 1 });
    this.sum = openSum({ agreement, opening: 0, deadlineAt: minute(10), phaseWithinMs: MINUTE_MS });
  }

  /** Lets these sites answer whatever the sum waits for from them. */
  answer(places: readonly number[], { at = minute(0), gone = [] }: { readonly at?: string; readonly gone?: readonly number[] } = {}): void {
    const open = stateOf(this.sum);
    for (const from of places) {
      const [said] = messageFor(open, from).map(({ message }) => this.#carryOut(from, siteStep(this.#toolsOf(from), this.#stateOf(from), { kind: 'received', message })));
      const message = said ?? this.#begin(from);
      const input = message.kind === 'input' ? { frames: [], maskedSha256: '', contribution: { blob: '', envelopeSha256: '' } } : null;
      this.take({ kind: 'received', from, message, input, at, gone });
    }
  }

  take(event: MaskedSumEvent): void {
    this.sum = transition(tools, this.sum, event);
  }

  /** The advert of a site that begins with fresh keys. */
  #begin(place: number): SiteMessage {
    const { agreement } = stateOf(this.sum);
    const words = (fill: Uint32Array): void => fill.set(Uint32Array.from(fill, (_, i) => (this.#draws += 1) * 2654435761 + i));
    const step = beginAttempt(this.#toolsOf(place), { agreement, pinnedRosterSha256: rosterSha256(agreement.roster), site: NAMES[place], commitment: digestOf(`vector ${place}`), record: null }, { fill: words });
    return this.#carryOut(place, step);
  }

  #carryOut(place: number, { state, effects: [effect] }: SiteStep): SiteMessage {
    this.#states.set(place, state);
    return this.#effect(place, effect);
  }

  #effect(place: number, effect: SiteEffect): SiteMessage {
    switch (effect.kind) {
      case 'send':
        return effect.message;
      case 'mask':
        return this.#carryOut(place, siteStep(this.#toolsOf(place), this.#stateOf(place), { kind: 'masked', sha256: digestOf(`masked ${place}`) }));
      case 'record':
        return this.#carryOut(place, siteStep(this.#toolsOf(place), this.#stateOf(place), { kind: 'recorded', record: effect.record }));
    }
  }

  #stateOf(place: number): SiteState {
    const state = this.#states.get(place);
    if (state === undefined) throw new Error(`${NAMES[place]} takes part in no attempt.`);
    return state;
  }

  #toolsOf = (place: number) => ({ primitives: nativePrimitives, identity: identityOf(place) });
}
