import type { Operator, Order } from './operator.js';

/** An operator in memory, whose word an agent hears at once. */
export class AnOperator implements Operator {
  paused = false;
  given: readonly Order[] = [];
  rosters: readonly string[] = [];
  #heard: () => void = () => undefined;
  #number = 0;

  isPaused(): boolean {
    return this.paused;
  }

  orders(): readonly Order[] {
    return this.given;
  }

  taken({ id }: Order): void {
    this.given = this.given.filter((order) => order.id !== id);
  }

  approvesRoster(sha256: string): boolean {
    return this.rosters.includes(sha256);
  }

  changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#heard = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  say(kind: Order['kind'], study: string): void {
    this.#number += 1;
    this.given = [...this.given, { id: String(this.#number), kind, study }];
    this.#heard();
  }

  resume(): void {
    this.paused = false;
    this.#heard();
  }
}
