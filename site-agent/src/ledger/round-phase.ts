import { roundKey, type LedgerChain, type RoundOfStudy } from '@commonward/envelope';

/**
 * Where a round stands at this site:
 * - `idle`: nothing is recorded of it
 * - `debited`: paid for; nothing has been sealed, so records may be read and noise drawn
 * - `forfeited`: paid for, and over: records were lost or given up while it was open
 * - `sealed`: its bytes are fixed for ever; the coordinator is not known to hold the seal, so they must not leave
 * - `witnessed`: the coordinator has countersigned the seal; exactly these bytes may be sent, and sent again
 * - `receipted`: the coordinator has countersigned the release
 * - `vetoed`: the operator has refused the study, whatever was recorded of the round before; nothing is paid for and nothing
 *   is sent, until the operator approves it again and the round is where it was
 *
 * A phase is read from the ledger and kept nowhere else, so whatever crashes, the ledger and the phase cannot disagree.
 * The one transition is `extendChain`: a record either takes a round one step forward, or is refused.
 */
export type RoundPhase = 'idle' | 'debited' | 'forfeited' | 'sealed' | 'witnessed' | 'receipted' | 'vetoed';

export function phaseOf(chain: LedgerChain, round: RoundOfStudy): RoundPhase {
  return chain.vetoes.has(round.study) ? 'vetoed' : recordedPhaseOf(chain, round);
}

/** Where a round would stand if the operator said nothing. */
export function recordedPhaseOf(chain: LedgerChain, round: RoundOfStudy): Exclude<RoundPhase, 'vetoed'> {
  const state = chain.debits.get(roundKey(round))?.state;
  switch (state?.kind) {
    case undefined:
      return 'idle';
    case 'open':
      return 'debited';
    case 'forfeited':
      return 'forfeited';
    case 'sealed':
      if (state.receiptSha256 !== null) return 'receipted';
      return chain.witnessed !== null && chain.witnessed.seq >= state.seal.ledger.seq ? 'witnessed' : 'sealed';
    default:
      return state satisfies never;
  }
}
