import type { Operator, Order } from '../../../site-agent/src/operator/operator.js';
import type { Process } from './machine.js';
import type { Schedule } from './schedule.js';

/** An agent looks after the operator's files as often as this. */
const LOOKS_EVERY_MS = 2000;

interface Said {
  readonly paused: boolean;
  readonly orders: readonly Order[];
  /** The last word about each study. */
  readonly words: ReadonlyMap<string, Order['kind']>;
}

/** What the operator of a machine has said, as files of its home: durable when said, and there until the agent has taken it. */
export class HomeOrders {
  #said: Said = { paused: false, orders: [], words: new Map() };
  #number = 0;

  get isPaused(): boolean {
    return this.#said.paused;
  }

  /** Whether the last word about a study was no, be it taken or not. */
  hasRefused(study: string): boolean {
    return this.#said.words.get(study) === 'refuse';
  }

  pause(paused: boolean): void {
    this.#said = { ...this.#said, paused };
  }

  give(kind: Order['kind'], study: string): void {
    this.#number += 1;
    const { orders, words } = this.#said;
    this.#said = { ...this.#said, orders: [...orders, { id: String(this.#number), kind, study }], words: new Map(words).set(study, kind) };
  }

  /** @returns puts these files back, here or at a copy of the machine */
  backup(): (to: HomeOrders) => void {
    const said = this.#said;
    return (to) => {
      to.#said = said;
      to.#number = this.#number;
    };
  }

  /** The files as a process sees them; it may end before and after it removes one. */
  seenBy(process: Process, schedule: Schedule): Omit<Operator, 'approvesRoster'> {
    return {
      isPaused: () => this.#said.paused,
      orders: () => this.#said.orders,
      taken: ({ id }) => {
        process.step('before removal of an order');
        this.#said = { ...this.#said, orders: this.#said.orders.filter((order) => order.id !== id) };
        process.step('after removal of an order');
      },
      changed: (signal) =>
        new Promise((resolve) => {
          const wake = (): void => {
            signal.removeEventListener('abort', wake);
            if (process.isAlive) resolve();
          };
          if (signal.aborted) return wake();
          schedule.after(LOOKS_EVERY_MS, wake);
          signal.addEventListener('abort', wake);
        }),
    };
  }
}
