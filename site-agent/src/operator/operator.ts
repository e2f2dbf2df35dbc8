/** What an operator can say about a study. */
export interface Order {
  /** Names this order among all that wait. */
  readonly id: string;
  readonly kind: 'refuse' | 'approve';
  readonly study: string;
}

/** The word of the person who looks after this site. It counts from the moment at which it is given, whether or not an agent runs. */
export interface Operator {
  /** Whether offers are left unanswered for now. */
  isPaused(): boolean;
  /** Orders that the ledger may not hold yet, or hold in its last record only, oldest first. */
  orders(): readonly Order[];
  /** The ledger holds an order for good. */
  taken(order: Order): void;
  /** Whether the operator has approved the sites of a study that counts on their noise, and their keys. @param sha256 of the roster, 64 hex digits */
  approvesRoster(sha256: string): boolean;
  /** Resolves when something may have been said since, or at the signal. */
  changed(signal: AbortSignal): Promise<void>;
}
