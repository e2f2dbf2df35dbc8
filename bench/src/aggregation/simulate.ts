import {
  addWords,
  applyMasks,
  beginAttempt,
  commitToVector,
  coordinatorStep,
  encodeSiteMessage,
  FRAME_WORDS,
  graphOf,
  masksOf,
  nativePrimitives,
  openAttempt,
  rosterSha256,
  siteStep,
  vectorSha256,
  type CoordinatorState,
  type CoordinatorTools,
  type Outgoing,
  type SiteEffect,
  type SiteMessage,
  type SiteState,
  type SiteStep,
} from '@commonward/secure-aggregation';
import { systemRandom } from '@commonward/privacy';
import { federationOf, rememberingPrimitives, type Federation, type Scenario } from './federation.js';
import { Stopwatch, type Clock } from './stopwatch.js';
import type { Unmask } from './unmask-thread.js';

/** What a masked round takes; seconds of processor time. */
export interface RoundCost {
  readonly scenario: Scenario;
  readonly threshold: number;
  /** That each site shares a mask with. */
  readonly neighbours: number;
  /** Whether the sum was exactly that of the survivors' vectors. */
  readonly exact: boolean;
  /** Mean of the sites that were timed, from fresh keys to the shares it reveals. */
  readonly siteSeconds: number;
  readonly sitesTimed: number;
  /** Checking messages, and putting secrets together. */
  readonly protocolSeconds: number;
  /** Hashing and adding the masked vectors. */
  readonly sumSeconds: number;
  /** Taking the remaining masks away. */
  readonly unmaskSeconds: number;
  /** Masks that were made again at the coordinator. */
  readonly expansions: number;
  /** What one site sends beside its vector; bytes. */
  readonly siteMessageBytes: number;
}

interface Site {
  readonly watch: Stopwatch;
  /** The first frame of its vector; each next one repeats it, so that the machine holds one vector at a time. */
  readonly vector: Uint32Array;
  state: SiteState | null;
  bytes: number;
}

/** Plays a whole round in this process, with every site; only the first `timed` sites verify for themselves. */
export function simulate(scenario: Scenario, { clock, timed, unmask }: { readonly clock: Clock; readonly timed: number; readonly unmask: Unmask }): Promise<RoundCost> {
  return new Simulation(scenario, clock, timed).run(unmask);
}

class Simulation {
  readonly #scenario: Scenario;
  readonly #timed: number;
  readonly #federation: Federation;
  readonly #tools: CoordinatorTools;
  readonly #remembering = rememberingPrimitives();
  readonly #sites: readonly Site[];
  readonly #protocol: Stopwatch;
  readonly #adding: Stopwatch;
  readonly #unmasking: Stopwatch;
  readonly #sum: Uint32Array<SharedArrayBuffer>;
  readonly #truth: Uint32Array;
  #coordinator: CoordinatorState;

  constructor(scenario: Scenario, clock: Clock, timed: number) {
    this.#scenario = scenario;
    this.#timed = timed;
    this.#federation = federationOf(scenario);
    this.#tools = { primitives: nativePrimitives, identity: this.#federation.coordinator };
    [this.#protocol, this.#adding, this.#unmasking] = [new Stopwatch(clock), new Stopwatch(clock), new Stopwatch(clock)];
    this.#sum = new Uint32Array(new SharedArrayBuffer(4 * scenario.length));
    this.#truth = new Uint32Array(Math.min(scenario.length, FRAME_WORDS));
    this.#sites = Array.from({ length: scenario.sites }, () => ({ watch: new Stopwatch(clock), vector: randomVector(Math.min(scenario.length, FRAME_WORDS)), state: null, bytes: 0 }));
    this.#coordinator = openAttempt(this.#federation.agreement);
  }

  async run(unmask: Unmask): Promise<RoundCost> {
    const { sites, gone, late } = this.#scenario;
    const everyone = Array.from({ length: sites }, (_, place) => place);
    const staying = everyone.slice(0, sites - gone);
    for (const place of everyone) this.#hear(place, this.#begin(place));
    let outgoing = this.#close();
    outgoing = this.#answer(outgoing, everyone);
    outgoing = this.#answer(outgoing, staying);
    outgoing = this.#answer(outgoing, staying);
    this.#answer(outgoing, staying.slice(0, staying.length - late));
    return this.#cost(unmask);
  }

  #answer(outgoing: readonly Outgoing[], present: readonly number[]): readonly Outgoing[] {
    const here = new Set(present);
    for (const { to, message } of outgoing) {
      if (!here.has(to)) continue;
      this.#hear(to, this.#timedStep(to, (state) => siteStep(this.#siteTools(to), state, { kind: 'received', message })));
    }
    return this.#close();
  }

  #begin(place: number): readonly SiteMessage[] {
    const { agreement } = this.#federation;
    const site = this.#sites[place];
    const beginning = { agreement, pinnedRosterSha256: rosterSha256(agreement.roster), site: agreement.roster[place].site, commitment: commitToVector(site.vector, new Uint8Array(32)), record: null };
    return this.#carryOut(place, site.watch.time(() => beginAttempt(this.#siteTools(place), beginning, systemRandom)));
  }

  #timedStep(place: number, step: (state: SiteState) => SiteStep): readonly SiteMessage[] {
    const { state, watch } = this.#sites[place];
    if (state === null) throw new Error(`Site ${place} has not begun.`);
    return this.#carryOut(place, watch.time(() => step(state)));
  }

  #carryOut(place: number, { state, effects }: SiteStep): readonly SiteMessage[] {
    this.#sites[place].state = state;
    return effects.flatMap((effect) => this.#effect(place, effect));
  }

  #effect(place: number, effect: SiteEffect): readonly SiteMessage[] {
    switch (effect.kind) {
      case 'send':
        return [effect.message];
      case 'record':
        return this.#timedStep(place, (state) => siteStep(this.#siteTools(place), state, { kind: 'recorded', record: effect.record }));
      case 'mask':
        return this.#mask(place);
      default:
        return effect satisfies never;
    }
  }

  #mask(place: number): readonly SiteMessage[] {
    const site = this.#sites[place];
    const words = repeated(site.vector, this.#scenario.length);
    const sha256 = site.watch.time(() => {
      if (site.state !== null) applyMasks(masksOf(this.#siteTools(place).primitives, site.state), { offset: 0, words });
      return vectorSha256(words);
    });
    if (place < this.#scenario.sites - this.#scenario.gone) this.#handIn(site, words);
    return this.#timedStep(place, (state) => siteStep(this.#siteTools(place), state, { kind: 'masked', sha256 }));
  }

  #handIn(site: Site, words: Uint32Array): void {
    this.#adding.time(() => {
      vectorSha256(words);
      addWords(this.#sum, words);
    });
    addWords(this.#truth, site.vector);
  }

  #hear(place: number, messages: readonly SiteMessage[]): void {
    for (const message of messages) {
      this.#sites[place].bytes += encodeSiteMessage(message).length;
      this.#coordinator = this.#protocol.time(() => coordinatorStep(this.#tools, this.#coordinator, { kind: 'received', from: place, message }).state);
    }
  }

  #close(): readonly Outgoing[] {
    const { state, send } = this.#protocol.time(() => coordinatorStep(this.#tools, this.#coordinator, { kind: 'closed' }));
    this.#coordinator = state;
    return send;
  }

  #siteTools(place: number) {
    return { primitives: place < this.#timed ? nativePrimitives : this.#remembering, identity: this.#federation.identities[place] };
  }

  async #cost(unmask: Unmask): Promise<RoundCost> {
    const end = this.#coordinator;
    if (end.kind !== 'recovered') throw new Error(`The round ended as ${end.kind}.`);
    await this.#unmasking.timeAsync(() => unmask({ masks: end.masks, sum: this.#sum }));
    const timed = this.#sites.slice(0, this.#timed);
    return {
      scenario: this.#scenario,
      threshold: this.#federation.agreement.threshold,
      neighbours: graphOf(this.#federation.agreement).neighbours(0).length,
      exact: this.#sum.every((word, k) => word === this.#truth[k % FRAME_WORDS]),
      siteSeconds: timed.reduce((sum, { watch }) => sum + watch.seconds, 0) / timed.length,
      sitesTimed: timed.length,
      protocolSeconds: this.#protocol.seconds,
      sumSeconds: this.#adding.seconds,
      unmaskSeconds: this.#unmasking.seconds,
      expansions: end.masks.add.length + end.masks.subtract.length,
      siteMessageBytes: this.#sites[0].bytes,
    };
  }
}

function randomVector(length: number): Uint32Array {
  const words = new Uint32Array(length);
  systemRandom.fill(words);
  return words;
}

function repeated(frame: Uint32Array, length: number): Uint32Array {
  const words = new Uint32Array(length);
  for (let start = 0; start < length; start += frame.length) words.set(frame.subarray(0, Math.min(frame.length, length - start)), start);
  return words;
}
