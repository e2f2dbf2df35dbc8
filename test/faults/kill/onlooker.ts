import { existsSync, readFileSync } from 'node:fs';
import { acceptedReleases } from './coordinator-store.js';
import { ledgerRecords, spentBy, type LedgerRecord } from './ledger-file.js';

/** A release as it arrived at the coordinator. */
export interface Arrival {
  readonly site: string;
  readonly study: string;
  readonly round: number;
  /** SHA-256 of the payload, and of all bytes of the message. */
  readonly payload: string;
  readonly request: string;
}

export type Violation = 'lost' | 'duplicated' | 'refunded' | 'differing';

export interface Finding {
  readonly kind: Violation;
  readonly what: string;
}

interface Watched {
  readonly name: string;
  readonly home: string;
}

/**
 * Looks at the files of sites and coordinator, and at what has arrived, from outside: after every kill and at the end of
 * every round. No code of the product is asked whether a rule holds.
 */
export class Onlooker {
  readonly findings: Finding[] = [];
  readonly #sites: readonly Watched[];
  readonly #store: string;
  readonly #arrivals: string;
  readonly #spent = new Map<string, number>();
  /** The records of each site's ledger that were seen before. */
  readonly #seen = new Map<string, readonly LedgerRecord[]>();

  constructor({ sites, store, arrivals }: { readonly sites: readonly Watched[]; readonly store: string; readonly arrivals: string }) {
    this.#sites = sites;
    this.#store = store;
    this.#arrivals = arrivals;
  }

  get arrived(): readonly Arrival[] {
    if (!existsSync(this.#arrivals)) return [];
    return readFileSync(this.#arrivals, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Arrival);
  }

  /** Releases that arrived again. */
  get resends(): number {
    const { arrived } = this;
    return arrived.length - new Set(arrived.map(keyOf)).size;
  }

  /** What must hold whenever any process is gone. */
  look(): void {
    const { arrived } = this;
    for (const [key, same] of grouped(arrived)) {
      if (new Set(same.map(({ payload }) => payload)).size > 1) this.#find('duplicated', `two payloads arrived of ${key}`);
      else if (new Set(same.map(({ request }) => request)).size > 1) this.#find('differing', `a resend of ${key} had other bytes`);
    }
    for (const site of this.#sites) this.#lookAtLedger(site, arrived.filter((arrival) => arrival.site === site.name));
  }

  /** What must hold besides, once the round of a study is over. */
  lookAtEnd(study: string): void {
    this.look();
    const accepted = acceptedReleases(this.#store).filter((release) => release.study === study);
    for (const { name, home } of this.#sites) {
      const sealed = ledgerRecords(home).filter((record) => record.kind === 'seal' && record.study === study);
      const own = accepted.filter(({ site }) => site === name);
      if (own.length > 1) this.#find('duplicated', `${name} has ${own.length} accepted releases of ${study}`);
      if (sealed.length !== 1 || own.at(0)?.payload !== sealed[0].payloadSha256) this.#find('lost', `the coordinator does not hold what ${name} sealed for ${study}`);
    }
  }

  #lookAtLedger({ name, home }: Watched, arrived: readonly Arrival[]): void {
    const records = ledgerRecords(home);
    const spent = spentBy(records);
    if (spent < (this.#spent.get(name) ?? 0)) this.#find('refunded', `spent fell at ${name}, to ${spent}`);
    this.#spent.set(name, spent);
    const replaced = (this.#seen.get(name) ?? []).find(({ seq, head }) => records.at(seq)?.head !== head);
    if (replaced !== undefined) this.#find('refunded', `record ${replaced.seq} (${replaced.kind}) of ${name} is no longer what it was`);
    this.#seen.set(name, records);
    for (const [key, debits] of grouped(records.filter(({ kind }) => kind === 'debit'))) {
      if (debits.length > 1) this.#find('duplicated', `${name} paid ${debits.length} times for ${key}`);
    }
    for (const arrival of arrived) {
      if (!isPaidAndSealed(records, arrival)) this.#find('lost', `the ledger of ${name} does not hold debit and seal of what arrived for ${keyOf(arrival)}`);
    }
  }

  #find(kind: Violation, what: string): void {
    if (!this.findings.some((finding) => finding.what === what)) this.findings.push({ kind, what });
  }
}

interface OfRound {
  readonly site?: string;
  readonly study?: string;
  readonly round?: number;
}

const keyOf = ({ site = '', study, round }: OfRound): string => `${site} ${study}/${round}`;

function grouped<T extends OfRound>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

function isPaidAndSealed(records: readonly LedgerRecord[], { study, round, payload }: Arrival): boolean {
  const own = records.filter((record) => record.study === study && record.round === round);
  return own.some(({ kind }) => kind === 'debit') && own.some(({ payloadSha256 }) => payloadSha256 === payload);
}
