import { RHO_UNITS_PER_ONE } from '@commonward/accounting';
import { auditLedger, budgetOf, headOf, IntegrityError, readLedger, type EntryOf, type LedgerHead, type LedgerReading, type SignedEntry } from '@commonward/envelope';
import { checkAnchor, readAnchor } from './ledger-anchor.js';
import type { LedgerDisk } from './ledger-disk.js';
import { onDisk } from './ledger-error.js';
import { ledgerPaths, type LedgerPaths } from './ledger-paths.js';
import { viewsOfDebit } from './own-views.js';
import { hasPayload, readPayload } from './outbox.js';

/** One line for each record, then where the ledger stands. */
export interface LedgerReport {
  readonly lines: readonly string[];
  readonly summary: string;
}

/** Whose ledger is read, and from where. Reading takes no lock and changes nothing. */
export interface ReportOptions {
  readonly disk: LedgerDisk;
  readonly dir: string;
  readonly publicKey: string;
}

/**
 * The ledger for its operator's eyes.
 * @throws IntegrityError if the chain does not hold, or there is no ledger
 */
export function showLedger(options: ReportOptions): LedgerReport {
  const { reading } = readFiles(options, readLedger);
  return { lines: reading.entries.map(lineOf), summary: summaryOf(reading) };
}

/**
 * Checks everything a ledger's files can prove: the chain and every signature, the anchor, and the stored bytes of
 * every sealed release. Only bytes that were sealed before the operator accepted a loss may be gone.
 * @returns the summary
 * @throws IntegrityError naming the first thing that does not hold
 */
export function verifyLedger(options: ReportOptions): LedgerReport {
  const { disk, dir } = options;
  // The anchor first: an agent that writes meanwhile adds to the log before it moves the anchor, never the other way round.
  const anchor = onDisk(dir, () => readAnchor(disk, ledgerPaths(dir)));
  const { reading, paths } = readFiles(options, auditLedger);
  checkAnchor(anchor, reading, paths);
  const acceptedLoss = reading.entries.findLast(({ kind }) => kind === 'reconcile')?.seq ?? -1;
  const sealed = [...reading.chain.debits.values()].flatMap(({ entry, state }) => (state.kind === 'sealed' ? [{ round: entry, ...state.seal }] : []));
  const lost = sealed.filter(({ round, ledger }) => ledger.seq < acceptedLoss && !onDisk(paths.dir, () => hasPayload(disk, paths, round)));
  const stored = sealed.filter((release) => !lost.includes(release));
  for (const { round, payloadSha256: sha256 } of stored) onDisk(paths.dir, () => readPayload(disk, paths, { round, sha256 }));
  const releases = `${stored.length} stored ${stored.length === 1 ? 'release is' : 'releases are'} unchanged${lost.length === 0 ? '' : `, and ${lost.length} lost, as the operator has accepted`}`;
  return { lines: [`The chain of ${reading.entries.length} records holds, every signature is ${options.publicKey.slice(0, 16)}…'s, and ${releases}.`], summary: summaryOf(reading) };
}

function readFiles({ disk, dir, publicKey }: ReportOptions, read: typeof readLedger): { readonly reading: LedgerReading; readonly paths: LedgerPaths } {
  const paths = ledgerPaths(dir);
  const bytes = onDisk(dir, () => disk.read(paths.log));
  if (bytes === null) throw new IntegrityError('chain', `There is no ledger in ${dir}.`);
  return { reading: read(bytes, publicKey), paths };
}

function lineOf(entry: SignedEntry): string {
  return [String(entry.seq).padStart(5), entry.ts, entry.kind.padEnd(9), ...detailsOf(entry), headOf(entry).slice(0, 16)].filter((part) => part !== '').join('  ');
}

function detailsOf(entry: SignedEntry): readonly string[] {
  switch (entry.kind) {
    case 'genesis':
      return [`site ${entry.site}`];
    case 'policy':
      return [`cap rho ${rho(entry.capRhoUnits)} (epsilon ${entry.epsilonCap}, delta ${entry.deltaMax})`, ...(entry.trust === 'shared' ? ['shared trust allowed'] : [])];
    case 'debit':
      return [`study ${entry.study}`, `round ${entry.round}`, `rho ${rho(entry.rhoUnits)}`, ...viewDetails(entry)];
    case 'seal':
    case 'unmask':
    case 'receipt':
      return [`study ${entry.study}`, `round ${entry.round}`];
    case 'veto':
      return [`study ${entry.study}`, 'refused by the operator'];
    case 'approval':
      return [`study ${entry.study}`, 'no longer refused'];
    case 'witnessed':
      return [`up to record ${entry.seq - 1}`];
    case 'forfeit':
      return [`rho ${rho(entry.rhoUnits)}`, entry.reason];
    case 'reconcile':
      return [`rho ${rho(entry.rhoUnits)}`, `discarded ${recordName(entry.discarded)}`, `witnessed ${recordName(entry.witnessed)}`];
    default:
      return entry satisfies never;
  }
}

/** What a release in a sum tells to whom; the first counts if nobody else is honest. */
function viewDetails(entry: EntryOf<'debit'>): readonly string[] {
  const views = viewsOfDebit(entry);
  if (views === null) return [];
  const { alone, coalition, allHonest } = views;
  return [`alone ${rho(alone.rhoUnits)}`, `coalition ${rho(coalition.rhoUnits)}`, `all honest ${rho(allHonest.rhoUnits)}`];
}

const recordName = (head: LedgerHead | null): string => (head === null ? 'none' : `up to record ${head.seq}`);

function summaryOf({ chain, seq, head, tornTail }: LedgerReading): string {
  const { spentRhoUnits, capRhoUnits } = budgetOf(chain);
  const refused = chain.vetoes.size === 0 ? '' : ` Refused by the operator: ${[...chain.vetoes].join(', ')}.`;
  const torn = tornTail === 0 ? '' : ` ${tornTail} bytes at the end are not a whole record: unless an agent is writing now, the next start forfeits them.`;
  return `Record ${seq}, head ${head}. Spent rho ${rho(spentRhoUnits)} of ${rho(capRhoUnits)}.${refused}${torn}`;
}

/** Exact: units are whole multiples of 10^-12. */
function rho(units: number): string {
  const whole = Math.floor(units / RHO_UNITS_PER_ONE);
  const fraction = String(units % RHO_UNITS_PER_ONE).padStart(12, '0').replace(/0+$/, '');
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}
