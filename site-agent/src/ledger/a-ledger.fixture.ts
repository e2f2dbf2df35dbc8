import { createCipheriv, createHash } from 'node:crypto';
import { identityFromSeed, type RoundOfStudy } from '@commonward/envelope';
import { boundedCounts, discreteGaussian, Sensitive, type RandomSource, type Released } from '@commonward/privacy';
import { openLedger, type DebitRequest, type Ledger, type LedgerOptions } from './ledger.js';
import type { LedgerDisk } from './ledger-disk.js';
import type { ProcessMark, ProcessTable } from './process-table.js';

export const dir = '/site/ledger';
export const identity = identityFromSeed(new Uint8Array(32).fill(7));
export const planSha256 = 'a'.repeat(64);
export const offerSha256 = 'd'.repeat(64);

/** 1/2000 rho: squared sensitivity 1, noise variance 1000. */
export const ROUND_RHO_UNITS = 500_000_000;
const VARIANCE = 1000;

let lastPid = 100;

/** A process that has just started on a machine where, apart from it, only `running` processes run. */
export function aProcess(running: readonly ProcessMark[] = []): ProcessTable {
  lastPid += 1;
  const self = { pid: lastPid, startedAt: '1', boot: 'b', namespace: 'n' };
  return { self: () => self, isRunning: (mark) => [self, ...running].some(({ pid, startedAt }) => pid === mark.pid && startedAt === mark.startedAt) };
}

export const somePolicy = { epsilonCap: 1, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', maxRhoUnitsPerRound: 2 * ROUND_RHO_UNITS } as const;

/** Opens a ledger on `disk` as a process of its own. */
export function openOn(disk: LedgerDisk, options: Partial<LedgerOptions> = {}): Ledger {
  return openLedger(
    { dir, identity, site: 'cleveland', policy: somePolicy, clock: () => new Date('2026-01-01T00:00:00Z'), ...options },
    { disk, processes: aProcess() },
  );
}

export const request = (round: number): DebitRequest => ({
  study: 's',
  round,
  planSha256,
  offerSha256,
  event: { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 1, variance: VARIANCE }] },
});

let draws = 0;

/** A release of sixteen counts, of its own noise, that costs ROUND_RHO_UNITS at the variance of `request`. */
export function aRelease({ variance = VARIANCE, seed = `draw ${(draws += 1)}` }: { readonly variance?: number; readonly seed?: string } = {}): Released<Int32Array> {
  const records = Sensitive.of([[0], [3], [3]]);
  const bounded = boundedCounts({ records, blocks: [{ cells: 16, indicatorsPerRecord: 1 }], cellsOf: (record: number[]) => record, grid: 1, clampTo: 2 ** 20, adjacency: 'add-or-remove-one' });
  return discreteGaussian(bounded, { variances: [variance], random: keystream(seed) });
}

/** The same words for the same seed: AES-256 in counter mode. For tests only. */
function keystream(seed: string): RandomSource {
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  return { fill: (words) => words.set(new Uint32Array(new Uint8Array(cipher.update(Buffer.alloc(words.byteLength))).buffer)) };
}

/** What the world outside the site has seen: it outlives every stop of the machine. */
export class Outside {
  readonly sent = new Map<string, string>();
  spentRhoUnits: number;
  /** Noise drawn so far, sent or not. */
  draws: number;

  constructor(from: Outside | null = null) {
    this.spentRhoUnits = from?.spentRhoUnits ?? 0;
    this.draws = from?.draws ?? 0;
    for (const [round, bytes] of from?.sent ?? []) this.sent.set(round, bytes);
  }

  /** @throws if the round has been sent with other bytes */
  send({ round }: RoundOfStudy, payload: Uint8Array): void {
    const bytes = Buffer.from(payload).toString('hex');
    const before = this.sent.get(String(round));
    if (before !== undefined && before !== bytes) throw new Error(`round ${round} was sent twice, with different bytes`);
    this.sent.set(String(round), bytes);
  }
}

/** Lives through rounds as an agent does: debit, draw and seal what is not sealed yet; be witnessed, send, take the receipt. */
export function playRounds(ledger: Ledger, rounds: readonly number[], outside: Outside): void {
  for (const round of rounds) {
    if (ledger.sealed('s', round) === null && !payAndSeal(ledger, round, outside)) continue;
    if (ledger.phase({ study: 's', round }) === 'sealed') ledger.witness('e'.repeat(64));
    const witnessed = ledger.releasable({ study: 's', round });
    if (witnessed === null) throw new Error(`round ${round} was witnessed and may not leave`);
    outside.send(witnessed.sealed, witnessed.sealed.payload);
    ledger.receipt({ study: 's', round, receiptSha256: 'c'.repeat(64) });
  }
}

function payAndSeal(ledger: Ledger, round: number, outside: Outside): boolean {
  const debit = ledger.debit(request(round));
  outside.spentRhoUnits = Math.max(outside.spentRhoUnits, ledger.budget.spentRhoUnits);
  if (debit.kind === 'refused') return false;
  outside.draws += 1;
  ledger.seal(debit, aRelease({ seed: `draw ${outside.draws} of this world` }));
  return true;
}
