export type { Countersignature } from './countersignature.js';
export { costText, epsilonText, reportLines, rhoText, roundText } from './in-words.js';
export type { Round, RoundState } from './round.js';
export { verifyLedger, type Evidence, type LedgerReport, type Problem, type Spending, type StatementFile } from './verify-ledger.js';
