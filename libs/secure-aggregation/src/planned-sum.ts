import { defaultGraph, type Agreement, type Member } from './agreement.js';

const MODULUS_BITS = 32;

/** What a plan says of its masked sum. */
export interface PlannedSum {
  readonly trust: 'local' | 'shared';
  readonly threshold: number;
  /** By site: ed25519, 64 lower-case hex digits. */
  readonly identityKeys: Readonly<Record<string, string>>;
}

/** The sites of a plan with their keys, ascending by site. */
export function rosterOf({ identityKeys }: Pick<PlannedSum, 'identityKeys'>): readonly Member[] {
  return Object.entries(identityKeys)
    .map(([site, identityKey]) => ({ site, identityKey }))
    .sort((a, b) => (a.site < b.site ? -1 : 1));
}

/**
 * The agreement of one attempt, as a site and the coordinator each derive it from the signed offer: nobody states it. In shared
 * trust every pair shares a mask, because there a sum in parts would have too little noise.
 */
export function agreementFor(sum: PlannedSum, terms: Pick<Agreement, 'study' | 'round' | 'attempt' | 'planSha256' | 'coordinatorKey' | 'length'>): Agreement {
  const roster = rosterOf(sum);
  return { ...terms, roster, threshold: sum.threshold, graph: sum.trust === 'shared' ? 'complete' : defaultGraph(roster.length), modulusBits: MODULUS_BITS };
}
