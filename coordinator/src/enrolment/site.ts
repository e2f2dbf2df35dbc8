import type { Budget, LedgerHead, PolicyStatement } from '@commonward/envelope';

/** What the coordinator knows of a hospital: its keys, and what it signed about its own policy and budget. */
export interface Site {
  readonly name: string;
  readonly state: 'invited' | 'enrolled';
  /** Ed25519, 64 hex digits; empty until enrolled. */
  readonly publicKey: string;
  readonly certificateFingerprint: string | null;
  readonly joinedAt: string | null;
  readonly lastSeenAt: string | null;
  readonly policy: Pick<PolicyStatement, 'epsilonCap' | 'deltaMax' | 'unit' | 'adjacency'> | null;
  readonly budget: Budget | null;
  /** The newest head of the site's ledger that the coordinator has seen: it may only move forward. */
  readonly ledger: LedgerHead | null;
}

export const invitedSite = (name: string): Site => ({
  name,
  state: 'invited',
  publicKey: '',
  certificateFingerprint: null,
  joinedAt: null,
  lastSeenAt: null,
  policy: null,
  budget: null,
  ledger: null,
});

/** Whether a ledger head can follow the one seen before: a lower sequence number, or the same with other content, is a rollback or a fork. */
export function ledgerFollows(before: LedgerHead | null, now: LedgerHead): boolean {
  if (before === null) return true;
  return now.seq > before.seq || (now.seq === before.seq && now.head === before.head);
}
