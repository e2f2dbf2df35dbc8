import { readChain, type Break, type Chain } from './chain.js';
import { checkCountersignature, envelopesIn, type Contradiction, type Countersignature } from './countersignature.js';
import { epsilonOf } from './epsilon.js';
import type { Head } from './fields.js';
import type { Round } from './round.js';
import type { Trust } from './trust.js';

export const RHO_UNITS_PER_ONE = 10 ** 12;

export interface Evidence {
  /** A ledger as its file holds it. */
  readonly ledger: Uint8Array;
  /** The site's key, 64 hex digits, from a source that is not the ledger; null to take the key that the ledger names. */
  readonly publicKey: string | null;
  /** Files of statements that the coordinator signed: JSON envelopes, or lists of them. */
  readonly statements: readonly StatementFile[];
  /** The coordinator's key; null to take the key that each statement names. */
  readonly coordinatorKey: string | null;
}

export interface StatementFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The first thing that does not hold, in one sentence. */
export type Problem = ({ readonly in: 'ledger' } & Break) | { readonly in: 'statement'; readonly file: string; readonly sentence: string };

/** In rho units (10^-12 rho), and as the epsilon that they come to at the delta of the newest policy. */
export interface Spending {
  readonly spentRhoUnits: number;
  readonly capRhoUnits: number;
  /** The part of what is spent that no round took: forfeits, and what a reconcile counted. */
  readonly lostRhoUnits: number;
  readonly spentEpsilon: number;
  readonly capEpsilon: number;
  readonly delta: number;
  readonly unit: string;
  readonly adjacency: string;
  /** What the newest policy lets a debit count on. */
  readonly trust: Trust;
}

/** What a ledger proves. If it breaks, everything here is of the records before the break. */
export interface LedgerReport {
  readonly holds: boolean;
  readonly problem: Problem | null;
  readonly site: string | null;
  readonly publicKey: string | null;
  /** Whether the key came from elsewhere. If not, the ledger shows only that somebody with this key wrote it. */
  readonly isKeyGiven: boolean;
  readonly records: number;
  readonly head: Head | null;
  /** null before the first policy */
  readonly spending: Spending | null;
  readonly rounds: readonly Round[];
  /** Studies that the site's operator has refused: nothing more of them is paid for or leaves. */
  readonly refusedStudies: readonly string[];
  /** Up to where the ledger itself says to be countersigned. */
  readonly witnessed: Head | null;
  /** The statements that hold and cover a record of this ledger. */
  readonly countersignatures: readonly Countersignature[];
}

/** Verifies a ledger from its bytes alone, by the rules of docs/ledger-format.md. Nothing in the bytes makes it throw. */
export function verifyLedger({ ledger, publicKey, statements, coordinatorKey }: Evidence): LedgerReport {
  const chain = readChain(ledger, publicKey);
  const held: Countersignature[] = [];
  let problem: Problem | null = chain.broken === null ? null : { in: 'ledger', ...chain.broken };
  for (const { name, bytes } of statements) {
    for (const envelope of envelopesIn(bytes) ?? [null]) {
      const found = checkCountersignature(envelope, chain, coordinatorKey);
      if (found.kind !== 'contradiction') held.push(found);
      else problem ??= { in: 'statement', file: name, sentence: inFile(name, found) };
    }
  }
  return reportOf(chain, { problem, isKeyGiven: publicKey !== null, countersignatures: held });
}

const inFile = (name: string, { sentence }: Contradiction): string => `The statement in ${name} does not hold. ${sentence}`;

function reportOf({ genesis, account, heads }: Chain, found: Pick<LedgerReport, 'problem' | 'isKeyGiven' | 'countersignatures'>): LedgerReport {
  return {
    holds: found.problem === null,
    ...found,
    site: genesis?.site ?? null,
    publicKey: genesis?.publicKey ?? null,
    records: heads.length,
    head: heads.length === 0 ? null : { seq: heads.length - 1, head: heads[heads.length - 1] },
    spending: spendingOf(account),
    rounds: account.rounds,
    refusedStudies: account.refusedStudies,
    witnessed: account.witnessed,
  };
}

function spendingOf({ policy, spentRhoUnits, rounds }: Chain['account']): Spending | null {
  if (policy === null) return null;
  const lostRhoUnits = rounds.reduce((left, { rhoUnits }) => left - rhoUnits, spentRhoUnits);
  const { capRhoUnits, epsilonCap: capEpsilon, deltaMax: delta, unit, adjacency, trust = 'local' } = policy;
  return { spentRhoUnits, capRhoUnits, lostRhoUnits, spentEpsilon: epsilonOf({ rho: spentRhoUnits / RHO_UNITS_PER_ONE, delta }), capEpsilon, delta, unit, adjacency, trust };
}
