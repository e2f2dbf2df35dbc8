import type { LedgerHead, QuarantineReason } from '@commonward/envelope';

/** The newest record of each site's ledger. */
export type Heads = Readonly<Record<string, LedgerHead>>;

export interface Standing {
  readonly site: string;
  readonly ledger: { readonly witnessed: LedgerHead | null; holds(head: LedgerHead): boolean };
  /** What the coordinator states now. */
  readonly stated: Heads;
  /** What it had stated when all was well the last time; empty before the first time. */
  readonly remembered: Heads;
  /** Whether it has contradicted itself before, and no operator has settled it. */
  readonly inConflict: boolean;
}

/**
 * Whether this site may work, by what the coordinator states: two histories of any site's ledger, records that it has
 * forgotten, or records that this ledger does not hold are reasons to stop.
 *
 * A ledger that is ahead of the coordinator is in order: a message was lost, and is sent again.
 * @returns null if it may
 */
export function quarantineReason({ site, ledger, stated, remembered, inConflict }: Standing): QuarantineReason | null {
  const known = Object.entries(remembered);
  const own = headOf(stated, site);
  if (inConflict || known.some(([name, head]) => contradicts(head, headOf(stated, name)))) return 'equivocation';
  if (known.some(([name, head]) => isBefore(headOf(stated, name), head))) return 'witness-rollback';
  if (ledger.witnessed !== null && isBefore(own, ledger.witnessed)) return 'witness-rollback';
  return own === null || ledger.holds(own) ? null : 'rollback';
}

const headOf = (heads: Heads, site: string): LedgerHead | null => (Object.hasOwn(heads, site) ? heads[site] : null);

const contradicts = (known: LedgerHead, now: LedgerHead | null): boolean => now?.seq === known.seq && now.head !== known.head;

const isBefore = (now: LedgerHead | null, known: LedgerHead): boolean => now === null || now.seq < known.seq;

/** This site has stopped itself: nothing is debited and nothing is sent until its operator has acted, or the reason is gone. */
export class Quarantined extends Error {
  override readonly name = 'Quarantined';
  readonly reason: QuarantineReason;

  constructor(reason: QuarantineReason) {
    super(`quarantined: ${reason}`);
    this.reason = reason;
  }
}
