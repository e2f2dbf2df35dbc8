import { createCipheriv } from 'node:crypto';
import type { Agreement } from './agreement.js';
import { rosterSha256 } from './agreement.js';
import { deriveKey } from './primitives/derive.js';
import { neighboursOfRegular } from './thresholds.js';

/** Who shares masks with whom, and who holds shares of whose secrets. Sites are places in the roster. */
export interface MaskGraph {
  /** Ascending, without the site itself; b is a neighbour of a whenever a is one of b. */
  neighbours(site: number): readonly number[];
  /** The neighbours and the site itself, ascending: the holders of its shares, in the order of their points 1, 2, … */
  group(site: number): readonly number[];
  /** How many shares put a secret together again. */
  readonly sharesNeeded: number;
}

/** The graph of an agreement; nobody chooses it. */
export function graphOf(agreement: Agreement): MaskGraph {
  switch (agreement.graph) {
    case 'complete':
      return completeGraph(agreement);
    case 'regular':
      return regularGraph(agreement);
    default:
      return agreement.graph satisfies never;
  }
}

function completeGraph({ roster, threshold }: Agreement): MaskGraph {
  const everyone = roster.map((_, site) => site);
  return { neighbours: (site) => everyone.filter((other) => other !== site), group: () => everyone, sharesNeeded: threshold };
}

/**
 * Sites in a circle, in an order that follows from the roster alone, each with the `k/2` on either side: what a
 * coordinator can choose in a round (its number, the attempt, who is left out) does not move anyone in the circle.
 * A majority of a group puts a secret together.
 *
 * @see Bell et al. 2020, section 3: a Harary graph with permuted vertices
 */
function regularGraph({ roster }: Agreement): MaskGraph {
  const half = neighboursOfRegular(roster.length) / 2;
  const circle = permutation(roster.length, Buffer.from(rosterSha256(roster), 'hex'));
  const places = new Map(circle.map((site, place) => [site, place]));
  const at = (place: number): number => circle[(place + circle.length) % circle.length];
  const neighbours = (site: number): readonly number[] => {
    const place = places.get(site);
    if (place === undefined) throw new RangeError(`The roster has no site ${site}.`);
    return Array.from({ length: half }, (_, k) => [at(place + k + 1), at(place - k - 1)]).flat().sort((a, b) => a - b);
  };
  return { neighbours, group: (site) => [...neighbours(site), site].sort((a, b) => a - b), sharesNeeded: half + 1 };
}

/** A uniform order of 0 … count-1, by Fisher and Yates on the AES-256-CTR keystream of the seed. */
function permutation(count: number, seed: Uint8Array): readonly number[] {
  const next = wordsOf(deriveKey(seed, { purpose: 'graph', context: new Uint8Array(0), from: 0, to: 0 }));
  const order = Array.from({ length: count }, (_, k) => k);
  for (let last = count - 1; last > 0; last -= 1) {
    const pick = below(last + 1, next);
    [order[last], order[pick]] = [order[pick], order[last]];
  }
  return order;
}

function wordsOf(key: Uint8Array): () => number {
  const keystream = createCipheriv('aes-256-ctr', key, new Uint8Array(16));
  return () => keystream.update(new Uint8Array(4)).readUInt32LE();
}

/** Uniform in [0, bound): words in the incomplete last stretch are passed over. */
function below(bound: number, next: () => number): number {
  const complete = 2 ** 32 - (2 ** 32 % bound);
  let drawn = next();
  while (drawn >= complete) drawn = next();
  return drawn % bound;
}
