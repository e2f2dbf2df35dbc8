import { roundKey, type LedgerReplica, type Release } from '@commonward/envelope';

/** Whether a ledger holds the seal of exactly this release, under a debit for exactly this offer, and where the release says. */
export function isSealedIn(replica: LedgerReplica | null, release: Release): boolean {
  const debit = replica?.chain.debits.get(roundKey(release));
  if (debit?.state.kind !== 'sealed') return false;
  const { entry, state } = debit;
  const { payloadSha256, ledger, budget } = state.seal;
  return (
    release.payloadSha256 === payloadSha256 &&
    release.planSha256 === entry.planSha256 &&
    release.offerSha256 === entry.offerSha256 &&
    release.ledger.seq === ledger.seq &&
    release.ledger.head === ledger.head &&
    release.budget.spentRhoUnits === budget.spentRhoUnits &&
    release.budget.capRhoUnits === budget.capRhoUnits
  );
}
