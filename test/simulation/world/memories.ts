import { headOf, type LedgerHead, type LedgerReading } from '@commonward/envelope';
import type { Findings } from './findings.js';
import type { Process } from './machine.js';

type Heads = Readonly<Record<string, LedgerHead>>;

/**
 * What each machine has been told of all ledgers. Whoever acts - sends records, or a release - has heard in this session where
 * the coordinator stands, and has seen that it is neither ahead of this ledger nor behind what was heard here before.
 */
export class Memories {
  readonly #findings: Findings;
  readonly #heard = new WeakMap<Process, Heads>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  hears(process: Process, heads: Heads): void {
    this.#heard.set(process, heads);
  }

  /** A connection begins: what was heard on an earlier one counts no more. */
  forgets(process: Process): void {
    this.#heard.delete(process);
  }

  acts(process: Process, { site, ledger, what }: { readonly site: string; readonly ledger: LedgerReading | null; readonly what: string }): void {
    const { machine } = process;
    const heads = this.#heard.get(process);
    if (heads === undefined) return this.#findings.add('detected', `${machine.name} ${what} before it heard from the coordinator`);
    const own = Object.hasOwn(heads, site) ? heads[site] : null;
    const held = own === null ? null : (ledger?.entries.at(own.seq) ?? null);
    if (own !== null && (held === null || headOf(held) !== own.head)) this.#findings.add('detected', `${machine.name} ${what} though the coordinator holds records that its ledger does not`);
    for (const [name, known] of process.heard) {
      if (!Object.hasOwn(heads, name) || heads[name].seq < known) this.#findings.add('detected', `${machine.name} ${what} though the coordinator has forgotten records of ${name}`);
    }
    remember(process, heads);
  }

  /** The operator goes on from what the coordinator says now, whatever was heard before. */
  accepts(process: Process): void {
    const heads = this.#heard.get(process);
    process.heard.clear();
    process.machine.heard.clear();
    if (heads !== undefined) remember(process, heads);
  }
}

function remember({ heard, machine }: Process, heads: Heads): void {
  for (const memory of [heard, machine.heard]) {
    for (const [name, { seq }] of Object.entries(heads)) memory.set(name, Math.max(memory.get(name) ?? 0, seq));
  }
}
