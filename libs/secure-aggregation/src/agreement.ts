import { AggregationError } from './aggregation-error.js';
import { encode, hex, list, text, u16, u32, u8 } from './codec/codec.js';
import { record, where, word } from './codec/record-codec.js';
import { digest } from './primitives/derive.js';
import { FEWEST_SITES, LARGEST_COMPLETE_BY_DEFAULT, LARGEST_SHARE_GROUP, leastThreshold, MOST_SITES } from './thresholds.js';

/** A site that may take part, and the key that proves it. */
export interface Member {
  readonly site: string;
  /** ed25519, 64 lower-case hex digits */
  readonly identityKey: string;
}

/**
 * What every party must hold alike before a round: each term is bound into every key, box and signature of it, so that
 * parties with different terms get masks that do not cancel, never each other's vectors.
 *
 * In messages a site is its place in the roster, from 0.
 */
export interface Agreement {
  readonly study: string;
  readonly round: number;
  /** 0, 1, 2 … for one round's sealed vector: each attempt has fresh keys and fresh masks. */
  readonly attempt: number;
  /** The plan holds the model, clipping, noise and grid. */
  readonly planSha256: string;
  /** ed25519, 64 lower-case hex digits */
  readonly coordinatorKey: string;
  /** Ascending by site. */
  readonly roster: readonly Member[];
  /** Fewest survivors, and fewest signatures under their list. */
  readonly threshold: number;
  /** Who shares masks with whom: every pair, or a graph that follows from the roster. */
  readonly graph: 'complete' | 'regular';
  /** Integers are added modulo 2 to this power. */
  readonly modulusBits: number;
  /** Integers in a vector. */
  readonly length: number;
}

const SHA256 = 32;
const MODULUS_BITS = 32;
const KEY = /^[0-9a-f]{64}$/;

const member = record<Member>({ site: text(200), identityKey: hex(SHA256) });
const roster = list(member, MOST_SITES);

const terms = record<Agreement>({
  study: text(200),
  round: u32,
  attempt: u32,
  planSha256: hex(SHA256),
  coordinatorKey: hex(SHA256),
  roster,
  threshold: u16,
  graph: word('complete', 'regular'),
  modulusBits: u8,
  length: u32,
});

export const agreementCodec = where(terms, (agreement) => problemOf(agreement) === null, 'The terms of the agreement are not acceptable.');

export function agreementSha256(agreement: Agreement): Uint8Array {
  return digest('agreement', encode(agreementCodec, agreement));
}

/** The hash that a site's own configuration pins, 64 hex digits. */
export function rosterSha256(members: readonly Member[]): string {
  return Buffer.from(digest('roster', encode(roster, members))).toString('hex');
}

/** @throws AggregationError `agreement` saying which term cannot be accepted by anyone */
export function checkAgreement(agreement: Agreement): void {
  const problem = problemOf(agreement);
  if (problem !== null) throw new AggregationError('agreement', problem);
}

/** Every pair of up to 64 sites, and the regular graph above; shared trust needs every pair whatever their number. */
export function defaultGraph(sites: number): Agreement['graph'] {
  return sites <= LARGEST_COMPLETE_BY_DEFAULT ? 'complete' : 'regular';
}

function problemOf({ roster: members, threshold, graph, modulusBits, length, ...rest }: Agreement): string | null {
  const sites = members.length;
  if (sites < FEWEST_SITES || sites > MOST_SITES) return `A masked round has ${FEWEST_SITES} to ${MOST_SITES} sites, not ${sites}.`;
  if (members.some(({ site }, k) => k > 0 && site <= members[k - 1].site)) return 'The roster must be ascending by site, each site once.';
  if (![rest.coordinatorKey, ...members.map(({ identityKey }) => identityKey)].every((key) => KEY.test(key))) return 'An identity key is 64 lower-case hex digits.';
  if (new Set([rest.coordinatorKey, ...members.map(({ identityKey }) => identityKey)]).size !== sites + 1) return 'Each party of the roster must have an identity key of its own.';
  if (threshold < leastThreshold(sites) || threshold > sites) return `With ${sites} sites the threshold is ${leastThreshold(sites)} to ${sites}, not ${threshold}.`;
  if (graph === 'regular' && sites <= LARGEST_COMPLETE_BY_DEFAULT) return `Up to ${LARGEST_COMPLETE_BY_DEFAULT} sites every pair shares a mask.`;
  if (graph === 'complete' && sites > LARGEST_SHARE_GROUP) return `Every pair of at most ${LARGEST_SHARE_GROUP} sites can share a mask, not of ${sites}.`;
  if (modulusBits !== MODULUS_BITS) return `Integers are added modulo 2^${MODULUS_BITS}, not 2^${modulusBits}.`;
  if (length < 1) return 'A vector has at least one integer.';
  return null;
}
