import type { Budget, EntryOf, Hello, LedgerHead, LedgerReplica, QuarantineReason } from '@commonward/envelope';
import { budgetOf } from '@commonward/envelope';
import type { Trust } from '@commonward/synthesis/plan';

/** What the coordinator knows of a hospital: its keys, and what it signed about its own policy and budget. */
export interface Site {
  readonly name: string;
  /** `revoked`: it has left; its certificate opens nothing any more, and what it had signed stays good. */
  readonly state: 'invited' | 'enrolled' | 'revoked';
  /** Ed25519, 64 hex digits; empty until enrolled. */
  readonly publicKey: string;
  readonly certificateFingerprint: string | null;
  readonly joinedAt: string | null;
  readonly lastSeenAt: string | null;
  readonly policy: Pick<EntryOf<'policy'>, 'epsilonCap' | 'deltaMax' | 'unit' | 'adjacency'> & { readonly trust: Trust } | null;
  readonly budget: Budget | null;
  /** The newest record of the site's ledger that the coordinator holds. */
  readonly ledger: LedgerHead | null;
  /** Set while the site has stopped itself, or stands where its ledger has been before. */
  readonly quarantine: Quarantine | null;
}

export interface Quarantine {
  readonly reason: QuarantineReason;
  readonly since: string;
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
  quarantine: null,
});

/** The site as its last hello and its ledger show it. */
export function viewOf(site: Site, { hello, replica, at }: { readonly hello: Hello; readonly replica: LedgerReplica | null; readonly at: string }): Site {
  const reason = hello.quarantine ?? (isBehind(hello.ledger, replica) ? 'rollback' : null);
  const quarantine = reason === null ? null : { reason, since: site.quarantine?.reason === reason ? site.quarantine.since : at };
  if (replica === null) return { ...site, quarantine };
  const { policy, seq, head } = replica.chain;
  return { ...site, quarantine, policy: policy === null ? null : limitsOf(policy), budget: budgetOf(replica.chain), ledger: { seq, head } };
}

/** Whether a ledger stands where it has been before, or beside it; what lies ahead of the replica is not known here. */
function isBehind({ seq, head }: LedgerHead, replica: LedgerReplica | null): boolean {
  if (replica === null || seq > replica.chain.seq) return false;
  return seq < replica.chain.seq || head !== replica.chain.head;
}

/** A policy that does not speak of trust allows full noise only. */
const limitsOf = ({ epsilonCap, deltaMax, unit, adjacency, trust }: EntryOf<'policy'>): Site['policy'] => ({ epsilonCap, deltaMax, unit, adjacency, trust: trust ?? 'local' });
