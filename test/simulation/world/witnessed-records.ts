import { headOf, roundKey, type SignedEntry } from '@commonward/envelope';
import type { Segment } from '../../../coordinator/src/witness/segment.js';
import type { Findings } from './findings.js';

interface Held {
  readonly seq: number;
  readonly head: string;
  readonly spentRhoUnits: number;
  readonly debited: ReadonlySet<string>;
  /** Studies that the operator has refused. */
  readonly refused: ReadonlySet<string>;
}

const NOTHING: Held = { seq: -1, head: '0'.repeat(64), spentRhoUnits: 0, debited: new Set(), refused: new Set() };

/**
 * Watches what the coordinator's store takes in: each site's records are one chain, whose spending never falls, and no debit
 * passes its cap. Counted here anew, by hash and sum, not by the rules of the product.
 */
export class WitnessedRecords {
  readonly #findings: Findings;
  #held = new Map<string, Held>();
  /** Every head that was ever in the store. */
  readonly #ever = new Map<string, Set<string>>();
  #cap = new Map<string, number>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** @returns puts back what it knows now, for when the store is put back */
  backup(): () => void {
    const [held, cap] = [new Map(this.#held), new Map(this.#cap)];
    return () => {
      this.#held = new Map(held);
      this.#cap = new Map(cap);
    };
  }

  /** Whether the store ever held this head of the site's ledger. */
  hasHeld(site: string, head: string): boolean {
    return this.#ever.get(site)?.has(head) === true;
  }

  took({ site, from }: Segment, entries: readonly SignedEntry[]): void {
    let held = this.#held.get(site) ?? NOTHING;
    if (from !== held.seq + 1) this.#findings.add('no fork', `the coordinator took records of ${site} from ${from} on after it had ${held.seq}`);
    const ever = this.#ever.get(site) ?? new Set<string>();
    for (const entry of entries) {
      held = this.#next(site, held, entry);
      ever.add(held.head);
    }
    this.#held.set(site, held);
    this.#ever.set(site, ever);
  }

  #next(site: string, held: Held, entry: SignedEntry): Held {
    if (entry.seq !== held.seq + 1 || entry.prev !== held.head) this.#findings.add('no fork', `record ${entry.seq} of ${site} does not follow record ${held.seq} at the coordinator`);
    const [debited, refused] = [new Set(held.debited), new Set(held.refused)];
    let { spentRhoUnits } = held;
    if (entry.kind === 'policy') this.#cap.set(site, entry.capRhoUnits);
    if (entry.kind === 'veto') refused.add(entry.study);
    if (entry.kind === 'approval') refused.delete(entry.study);
    if (entry.kind === 'debit') {
      if (refused.has(entry.study)) this.#findings.add("operator's word", `${site} debited study ${entry.study}, which its operator had refused`);
      if (debited.has(roundKey(entry))) this.#findings.add('no fork', `the coordinator took a second debit of ${site} for study ${entry.study}`);
      debited.add(roundKey(entry));
      if (spentRhoUnits + entry.rhoUnits > (this.#cap.get(site) ?? 0)) this.#findings.add('under the cap', `the coordinator took a debit of ${site} beyond its cap`);
    }
    if ('rhoUnits' in entry) spentRhoUnits += entry.rhoUnits;
    return { seq: entry.seq, head: headOf(entry), spentRhoUnits, debited, refused };
  }
}
