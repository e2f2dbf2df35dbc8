import type { StudyRecords } from './site-ledger.js';

export interface AgentKill {
  readonly site: string;
  /** What its ledger said right after the kill. */
  readonly when: string;
}

/** What the demo did to itself, and what the hospitals' ledgers say afterwards. */
export interface Survived {
  readonly agentKills: readonly AgentKill[];
  readonly coordinatorKills: number;
  /** How many of the hospitals had answered when the coordinator was killed. */
  readonly answersAtCoordinatorKill: number;
  readonly networkCutSeconds: number;
  /** Releases that agents sent again, byte for byte. */
  readonly resends: number;
  /** Of each hospital, for the study; null for a ledger that does not verify. */
  readonly ledgers: Readonly<Record<string, StudyRecords | null>>;
  /** Of the study: of tables one, of what is learnt in two rounds two. */
  readonly rounds: number;
  /** Whether every ledger verifies and holds one debit, one seal and one receipt for each round. */
  readonly paidOnce: boolean;
}

export const paidOnce = (ledgers: readonly (StudyRecords | null)[], rounds: number): boolean => ledgers.every((records) => records?.debit === rounds && records.seal === rounds && records.receipt === rounds);

export function survivedLines(survived: Survived): string[] {
  const { agentKills, answersAtCoordinatorKill, networkCutSeconds, resends, ledgers, rounds } = survived;
  const forEach = rounds === 1 ? 'of the study' : `for each of the ${rounds} rounds of the study`;
  const hospitals = Object.keys(ledgers).length;
  return [
    ...agentKills.map(({ site, when }) => `kill -9 of the agent of ${site}, ${when}; started again.`),
    `kill -9 of the coordinator, with ${answersAtCoordinatorKill} answers of ${hospitals}; started again.`,
    `The network was cut for ${networkCutSeconds} s, longer than the keep-alive of 30 s + 10 s, until both sides had noticed.`,
    `Releases sent again, the same bytes: ${resends}.`,
    survived.paidOnce
      ? `Every one of the ${hospitals} ledgers verifies and holds one debit, one seal and one receipt ${forEach}.`
      : `The ledgers do NOT hold one debit, one seal and one receipt each ${forEach}: ${JSON.stringify(ledgers)}`,
  ];
}
