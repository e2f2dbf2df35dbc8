/** Whose honesty a guarantee needs: nobody's, or that of some of the other sites. */
export const TRUSTS = ['local', 'shared'] as const;
export type Trust = (typeof TRUSTS)[number];

/** What the coordinator sees: every release by itself, or only their sum. */
export const AGGREGATIONS = ['plain', 'masked'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/** A sum that the coordinator sees nothing but. */
export interface MaskedSum {
  readonly aggregation: 'masked';
  /** How many releases the sum holds at least; with fewer nothing is unmasked. */
  readonly threshold: number;
  /** How many of the sites may tell the coordinator all they know. */
  readonly corrupted: number;
  /** By site, the key that proves it: ed25519, 64 hexadecimal digits. A plan that is only forecast has none. */
  readonly identityKeys?: Readonly<Record<string, string>> | undefined;
}

/**
 * How the releases of a study are protected.
 *
 * - `local`: every site adds the full noise itself; its guarantee needs nobody's honesty.
 * - `shared`: every site adds the share of the noise that makes it full in a sum with `threshold - corrupted` honest sites in it.
 *   It is worth its guarantee to a coalition of the coordinator and `corrupted` sites, and less to a larger one.
 */
export type Protection = { readonly trust: 'local'; readonly aggregation: 'plain' } | ({ readonly trust: Trust } & MaskedSum);

const FEWEST_SITES = 3;
/** How many corrupted sites a study tolerates, besides the coordinator. */
const CORRUPTED = 1;

/**
 * The usual protection: in local trust two thirds of the sites and one more suffice for a sum; in shared trust, where each one
 * missing would take its noise away, all of them are needed.
 *
 * @throws RangeError in one sentence if the three cannot go together
 */
export function protectionFor({ trust, aggregation, sites }: { trust: Trust; aggregation: Aggregation; sites: number }): Protection {
  if (aggregation === 'plain') {
    if (trust === 'shared') throw new RangeError(SHARED_IN_PLAIN);
    return { trust, aggregation };
  }
  const threshold = trust === 'shared' ? sites : Math.floor((2 * sites) / 3) + 1;
  const protection = { trust, aggregation, threshold, corrupted: CORRUPTED };
  const problem = protectionProblem(protection, sites);
  if (problem !== null) throw new RangeError(problem.sentence);
  return protection;
}

export const SHARED_IN_PLAIN = 'Shared noise protects nobody where releases are seen one by one: trust shared needs aggregation masked.';

/**
 * What keeps a sum from protecting anybody; null if nothing does.
 *
 * With threshold at most (sites + corrupted) / 2, a coordinator could show two halves of the honest sites different survivors
 * and unmask two sums of one vector (Bonawitz et al. 2017, ePrint 2017/281, section 6).
 */
export function protectionProblem(protection: Protection, sites: number): { readonly field: string; readonly sentence: string } | null {
  if (protection.aggregation === 'plain') return null;
  const { threshold, corrupted } = protection;
  if (sites < FEWEST_SITES) return { field: 'sites', sentence: `A masked sum needs at least ${FEWEST_SITES} sites, but ${sites === 1 ? 'there is 1' : `there are ${sites}`}.` };
  if (threshold > sites) return { field: 'threshold', sentence: `A sum of at least ${threshold} releases is not to be had from ${sites} sites.` };
  if (threshold - corrupted < 1) return { field: 'corrupted', sentence: `Of ${threshold} releases ${corrupted} may be corrupted: no honest noise is left.` };
  if (2 * threshold > sites + corrupted) return null;
  return { field: 'threshold', sentence: `With ${sites} sites of which ${corrupted} may be corrupted, a threshold of ${threshold} lets two different sums be unmasked.` };
}

/** How many shares of noise the guarantee counts on: the site's own, or those of all honest sites in the sum. */
export function countedShares(protection: Protection): number {
  return protection.trust === 'shared' ? protection.threshold - protection.corrupted : 1;
}
