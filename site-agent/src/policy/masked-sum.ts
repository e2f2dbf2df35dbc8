import type { RefusalReason } from '@commonward/envelope';
import { AggregationError, checkAgreement, rosterSha256, type Agreement } from '@commonward/secure-aggregation';
import type { Trust } from '@commonward/synthesis/plan';

/** Why a site cannot take part in a masked sum; `remedy` says what its operator can do. */
export interface SumRefusal {
  readonly reason: RefusalReason;
  readonly remedy: string | null;
}

export interface ProposedSum {
  readonly site: string;
  /** The key with which this site signs. */
  readonly identityKey: string;
  readonly agreement: Agreement;
  readonly trust: Trust;
  readonly approvesRoster: (sha256: string) => boolean;
}

/**
 * Whether a site takes part in a sum with these sites and keys, decided before it pays.
 *
 * In local trust the roster is the coordinator's word: one with sites of its own making would show it this site's release, which
 * bears its full noise, as in plain aggregation. In shared trust the others' noise is part of the guarantee, so the operator has
 * to have compared their keys with what the other hospitals say.
 * @returns null if it does
 */
export function sumRefusal({ site, identityKey, agreement, trust, approvesRoster }: ProposedSum): SumRefusal | null {
  if (!isAcceptable(agreement) || !agreement.roster.some((member) => member.site === site && member.identityKey === identityKey)) return { reason: 'plan', remedy: null };
  const roster = rosterSha256(agreement.roster);
  if (trust === 'local' || approvesRoster(roster)) return null;
  return { reason: 'roster', remedy: `The study counts on the noise of ${agreement.roster.map((member) => member.site).join(', ')}: compare their keys with what those hospitals say, then approve them for studies to come with commonward-site roster approve ${roster}` };
}

function isAcceptable(agreement: Agreement): boolean {
  try {
    checkAgreement(agreement);
    return true;
  } catch (error) {
    if (!(error instanceof AggregationError)) throw error;
    return false;
  }
}
