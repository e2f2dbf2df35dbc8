import type { Round } from '../../../coordinator/src/rounds/round.js';
import type { Findings } from './findings.js';

const keyOf = ({ study, round }: Round): string => `${study}/${round}`;

/** Sees every state of every round as the store holds it. What it says of releases is held against those that left the sites. */
export class WatchedRounds {
  readonly #findings: Findings;
  #known = new Map<string, Round>();
  /** Digests of the releases that left, by site. */
  readonly #left = new Map<string, Set<string>>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** @returns puts back what it knows now, for when the store is put back */
  backup(): () => void {
    const known = new Map(this.#known);
    return () => {
      this.#known = new Map(known);
    };
  }

  left(site: string, envelopeSha256: string): void {
    this.#left.set(site, (this.#left.get(site) ?? new Set()).add(envelopeSha256));
  }

  changed(round: Round): void {
    const before = this.#known.get(keyOf(round));
    this.#known.set(keyOf(round), round);
    if (before !== undefined && isOver(before)) this.#findings.add('k of n', `a round of study ${round.study} changed after it was ${before.phase}`);
    for (const [site, { state }] of Object.entries(before?.answers ?? {})) {
      if (state !== 'waiting' && round.answers[site].state === 'waiting') this.#findings.add('k of n', `a round of study ${round.study} forgot the answer of ${site}`);
    }
    if (round.phase === 'complete') this.#checkComplete(round);
  }

  /** A generator is about to be made of a round. */
  trains(round: Round): void {
    if (JSON.stringify(this.#known.get(keyOf(round))) !== JSON.stringify(round) || round.phase !== 'complete') this.#findings.add('k of n', `study ${round.study} is trained from a round that is not the complete one in the store`);
  }

  #checkComplete({ study, quorum, answers }: Round): void {
    const released = Object.entries(answers).flatMap(([site, answer]) => (answer.state === 'released' ? [{ site, digest: answer.release.envelopeSha256 }] : []));
    if (released.length < quorum) this.#findings.add('k of n', `a round of study ${study} is complete with ${released.length} releases of ${quorum}`);
    for (const { site, digest } of released) if (this.#left.get(site)?.has(digest) !== true) this.#findings.add('k of n', `the round of study ${study} uses a release that ${site} never sent`);
  }
}

/** A closed round never changes, but for one that ran out of time, which is opened again. */
const isOver = ({ phase, reason }: Round): boolean => phase === 'complete' || (phase === 'aborted' && reason !== 'timeout');
