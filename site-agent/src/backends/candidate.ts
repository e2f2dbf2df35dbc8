/** What a backend computes on, as it says itself after it was started. */
export interface Started {
  readonly device: 'gpu' | 'cpu';
  /** For people: what computes, and with what. */
  readonly description: string;
}

/** A tensor backend that may or may not start on this machine. */
export interface Candidate {
  readonly name: 'tensorflow' | 'wasm' | 'javascript';
  /** Starts the backend and makes it the current one. @throws BackendAbsent if it cannot start here */
  start(): Promise<Started>;
}

/** A backend cannot start on this machine; the message is half a sentence for the operator. */
export class BackendAbsent extends Error {
  override readonly name = 'BackendAbsent';
}
