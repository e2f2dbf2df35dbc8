import { missing, type CollectingState } from '@commonward/secure-aggregation';
import { stateOf, sumDueAt, type MaskedSum } from '../../../coordinator/src/aggregation/masked-sum.js';
import type { Round } from '../../../coordinator/src/rounds/round.js';
import type { Ledger } from '../../../site-agent/src/ledger/ledger.js';
import { keptAttempt } from '../../../site-agent/src/tasks/kept-attempt.js';
import type { Calamity } from './conditions.js';

/** A masked round that is open, and its sum, if it has begun. */
export interface OpenSum {
  readonly round: Round;
  readonly sum: MaskedSum | null;
}

/** A phase after the first waits for two minutes at most. */
const PHASE_MS = 120_000;

/** What the coordinator still has to do about a sum by itself. */
export function sumOpen({ round: { study, pausedAt }, sum }: OpenSum): readonly string[] {
  if (sum === null) return [`study ${study} has no masked sum`];
  if (sum.ended) return [`study ${study} has a masked sum and does not go on`];
  if (pausedAt !== null || sum.pausedAt !== null) return [];
  const dueAt = sumDueAt(sum);
  if (dueAt !== null && Date.parse(dueAt) - Date.now() < PHASE_MS) return [`study ${study} waits for the time of its masked sum`];
  return missing(openPhase(sum)).length === 0 ? [`the masked sum of study ${study} waits for nobody`] : [];
}

/**
 * Why a masked round may wait for a site that is connected, till its own time is over; null if the site has something to do.
 * Whoever has done its part waits for the others. A vector that is bound to a sum is in no other, and what its site
 * had to say for that sum may be out of its reach: it was put back, or lost records, or its operator refuses, or the coordinator was put back.
 */
export function waitsRightly({ round, sum }: OpenSum, { site, ledger, calamity }: { readonly site: string; readonly ledger: Ledger; readonly calamity: Calamity }): string | null {
  if (sum === null) return null;
  const state = openPhase(sum);
  const isMissing = missing(state).some((place) => state.agreement.roster[place].site === site);
  if (!isMissing) return 'others';
  if (state.kind === 'revealing') {
    if (ledger.phase(round) === 'vetoed') return 'a veto that came too late';
    if (ledger.isLost(round)) return 'a site that lost records after its vector was bound';
    if (calamity === 'restored backup' || calamity === 'clone') return 'a site that was put back after its vector was bound';
  }
  if (calamity === 'old coordinator' && ledger.survivorsOf(round) !== null) return 'a vector that is bound to a sum which the coordinator forgot';
  if (calamity !== 'old coordinator') return null;
  const known = keptAttempt(ledger, round);
  return known !== null && known.state.stage.agreement.attempt > sum.attempt ? 'an attempt that the coordinator forgot' : null;
}

/** It is looked at many times before it changes. */
const phases = new WeakMap<MaskedSum, CollectingState>();

function openPhase(sum: MaskedSum): CollectingState {
  const known = phases.get(sum) ?? stateOf(sum);
  phases.set(sum, known);
  return known;
}
