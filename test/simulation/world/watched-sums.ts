import { roundKey, type RoundOfStudy } from '@commonward/envelope';
import { addWords, applyMasks, decodeCoordinatorState, inverseMasks, type CollectingState, type SiteMessage } from '@commonward/secure-aggregation';
import type { MaskedSum } from '../../../coordinator/src/aggregation/masked-sum.js';
import type { MaskedEvidence } from '../../../coordinator/src/aggregation/masked-sums.js';
import type { Round } from '../../../coordinator/src/rounds/round.js';
import { survivorsSha256 } from './survivors-digest.js';
import type { Findings } from './findings.js';
import type { SimStore } from './sim-store.js';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

interface Sent {
  readonly site: string;
  readonly study: string;
  readonly maskedSha256: string;
  /** As it was sealed. */
  readonly vector: Uint32Array;
  /** As it left. */
  readonly words: Uint32Array;
}

/** Sees every state of every masked sum as the store holds it, and holds each sum against the vectors that its sites had sealed. */
export class WatchedSums {
  readonly #findings: Findings;
  readonly #store: SimStore;
  /** By context: digests of the sets of survivors that the sites were asked to agree on. */
  readonly #agreed = new Map<string, Set<string>>();
  /** The other way around. */
  readonly #contextOf = new Map<string, string>();
  /** By study, site and digest of the masked vector. */
  readonly #sent = new Map<string, Sent>();
  /** By round: who is in the sum that has ended. */
  #ended = new Map<string, readonly string[]>();

  constructor(findings: Findings, store: SimStore) {
    this.#findings = findings;
    this.#store = store;
  }

  /** @returns puts back what it knows of the store now; what the sites were asked before stays known */
  backup(): () => void {
    const ended = new Map(this.#ended);
    return () => {
      this.#ended = new Map(ended);
    };
  }

  changed(sum: MaskedSum): void {
    const state = decodeCoordinatorState(new Uint8Array(Buffer.from(sum.state, 'base64')));
    if (state.kind !== 'agreeing' && state.kind !== 'revealing') return;
    const [context, digest] = [hexOf(state.context), survivorsSha256(state)];
    this.#agreed.set(context, (this.#agreed.get(context) ?? new Set()).add(digest));
    this.#contextOf.set(digest, context);
    if (sum.ended) this.#ended.set(roundKey(sum), namesOf(state));
  }

  /** A masked vector leaves its site, in one of the attempts. */
  sent(vector: Sent): void {
    this.#sent.set([vector.study, vector.site, vector.maskedSha256].join(), vector);
    if (Buffer.compare(bytesOf(vector.vector), bytesOf(vector.words)) === 0) this.#findings.add('under masks', `${vector.site} sent its vector of study ${vector.study} without masks`);
  }

  /** The sets of survivors that were ever asked to agree in a context. */
  agreed(context: Uint8Array): ReadonlySet<string> {
    return this.#agreed.get(hexOf(context)) ?? new Set();
  }

  /** Whether a message belongs to the attempt in which these survivors agreed. */
  isOf(survivors: string, message: SiteMessage): boolean {
    return message.kind !== 'advert' && this.#contextOf.get(survivors) === hexOf(message.context);
  }

  /** A round is complete: its releases are of those sites that are in the sum. */
  completed(round: Round): void {
    const released = Object.entries(round.answers).flatMap(([site, { state }]) => (state === 'released' ? [site] : []));
    const summed = this.#ended.get(roundKey(round)) ?? [];
    if (released.sort().join() !== [...summed].sort().join()) this.#findings.add('exact sum', `the round of study ${round.study} says that ${released.join(', ')} released, and in its sum are ${summed.join(', ')}`);
  }

  /** A generator is about to be made of a sum. */
  trains(round: RoundOfStudy & Pick<Round, 'answers'>, { vectors, masks }: MaskedEvidence): void {
    const { study } = round;
    const masked = vectors.map(({ frames }) => wordsOf(frames.map((frame) => this.#store.blob(frame))));
    const sum = masked.reduce((total, words) => (addWords(total, words), total), new Uint32Array(masked[0].length));
    applyMasks(inverseMasks(masks), { offset: 0, words: sum });
    const sealed = Object.entries(round.answers).flatMap(([site, { state }]) => (state === 'released' ? [...this.#sent.values()].filter((known) => known.study === study && known.site === site).slice(0, 1) : []));
    const expected = sum.map((_, k) => sealed.reduce((total, { vector }) => (total + vector[k]) >>> 0, 0));
    if (Buffer.compare(bytesOf(sum), bytesOf(expected)) !== 0) this.#findings.add('exact sum', `the sum of study ${study} is not that of the vectors of ${sealed.map(({ site }) => site).join(', ')}`);
  }
}

const namesOf = ({ agreement: { roster }, inputs }: Extract<CollectingState, { kind: 'agreeing' | 'revealing' }>): readonly string[] => inputs.map(({ site }) => roster[site].site);

const wordsOf = (chunks: readonly Uint8Array[]): Uint32Array => new Uint32Array(new Uint8Array(Buffer.concat(chunks)).buffer);
const bytesOf = (words: Uint32Array): Uint8Array => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
