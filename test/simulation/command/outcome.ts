/** What a run must never show: docs/testing-faults.md says what each means. */
export type Rule =
  | 'one payload'
  | 'surviving debit'
  | 'debit before read'
  | 'witnessed seal'
  | 'no fork'
  | 'spent never falls'
  | 'under the cap'
  | 'one noise'
  | 'true receipt'
  | 'one leader'
  | 'k of n'
  | "operator's word"
  | 'under masks'
  | 'one sum'
  | 'exact sum'
  | 'terminal'
  | 'detected'
  | 'no error';

/** How the releases of a run's studies are aggregated. */
export type Rounds = 'plain' | 'masked';

export interface Violation {
  readonly rule: Rule;
  readonly what: string;
}

/** What one seed came to. */
export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** One line for each thing that happened. */
  readonly lines: readonly string[];
  /** SHA-256 of the lines. */
  readonly sha256: string;
  /** How often each kind of thing happened. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What a build of the simulation exports: the same seed always comes to the same outcome. */
export interface Simulation {
  readonly runSeed: (seed: number, rounds: Rounds) => Promise<Outcome>;
  readonly flipBits: (flips: number) => Flips;
}

/** What became of ledgers that were damaged. */
export interface Flips {
  /** Would not open. */
  readonly refused: number;
  /** Opened, and took the most that the damaged record can have been worth. */
  readonly forfeited: number;
  /** Opened as if nothing had happened to a record. */
  readonly accepted: number;
  /** Opened with less spent than before. */
  readonly refunded: number;
}
