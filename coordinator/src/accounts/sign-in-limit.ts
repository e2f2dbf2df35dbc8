const WINDOW_MS = 5 * 60_000;
const PER_ACCOUNT_AND_ADDRESS = 5;
const PER_ADDRESS = 30;

interface Attempt {
  readonly account: string;
  readonly address: string;
}

/**
 * Counts the sign-ins that were tried in the last five minutes: at most 5 for an account from one address, and 30 from
 * one address. An account is counted for each address on its own, so that a stranger cannot lock its owner out.
 */
export class SignInLimit {
  readonly #attempts = new Map<string, readonly number[]>();

  /** Counts one more attempt, unless there were too many. @returns whether it may go on */
  admits(attempt: Attempt, now: number): boolean {
    this.#forget(now);
    return this.#count(attempt.address, { limit: PER_ADDRESS, now }) && this.#count(pair(attempt), { limit: PER_ACCOUNT_AND_ADDRESS, now });
  }

  /** The attempt was right: what was mistyped before it no longer counts against the account. */
  succeeded(attempt: Attempt): void {
    this.#attempts.delete(pair(attempt));
  }

  /** How many counters are kept. */
  get size(): number {
    return this.#attempts.size;
  }

  #count(key: string, { limit, now }: { readonly limit: number; readonly now: number }): boolean {
    const times = this.#attempts.get(key) ?? [];
    if (times.length >= limit) return false;
    this.#attempts.set(key, [...times, now]);
    return true;
  }

  #forget(now: number): void {
    for (const [key, times] of this.#attempts) {
      const recent = times.filter((time) => now - time < WINDOW_MS);
      if (recent.length === 0) this.#attempts.delete(key);
      else this.#attempts.set(key, recent);
    }
  }
}

/** No address holds a space. */
const pair = ({ account, address }: Attempt): string => `${address} ${account}`;
