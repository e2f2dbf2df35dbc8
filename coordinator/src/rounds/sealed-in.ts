import { roundKey, type LedgerReplica, type Release } from '@commonward/envelope';

type Sealed = Pick<Release, 'study' | 'round' | 'payloadSha256' | 'planSha256' | 'offerSha256' | 'ledger' | 'budget'>;

/** Whether a ledger holds the seal of exactly this release, under a debit for exactly this offer, and where the release says. */
export function isSealedIn(replica: LedgerReplica | null, release: Sealed): boolean {
  const debit = replica?.chain.debits.get(roundKey(release));
  if (debit?.state.kind !== 'sealed') return false;
  const { state } = debit;
  const { ledger, budget } = state.seal;
  return (
    isCommittedIn(replica, release) &&
    release.ledger.seq === ledger.seq &&
    release.ledger.head === ledger.head &&
    release.budget.spentRhoUnits === budget.spentRhoUnits &&
    release.budget.capRhoUnits === budget.capRhoUnits
  );
}

/** Whether a ledger holds a seal of exactly these bytes, or of a commitment to them, under a debit for exactly this offer. */
export function isCommittedIn(replica: LedgerReplica | null, { payloadSha256, planSha256, offerSha256, ...round }: Pick<Sealed, 'study' | 'round' | 'payloadSha256' | 'planSha256' | 'offerSha256'>): boolean {
  const debit = replica?.chain.debits.get(roundKey(round));
  if (debit?.state.kind !== 'sealed') return false;
  return debit.state.seal.payloadSha256 === payloadSha256 && debit.entry.planSha256 === planSha256 && debit.entry.offerSha256 === offerSha256;
}
