import { setImmediate as nextTurn } from 'node:timers/promises';

/** Time that passes only when nothing is left to do: everything that is due happens in its order, without waiting. */
export class VirtualTime {
  nowMs = 0;
  #calendar: { readonly atMs: number; readonly happens: () => void }[] = [];

  after(ms: number, happens: () => void): void {
    this.#calendar.push({ atMs: this.nowMs + ms, happens });
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  async passUntil(endMs: number): Promise<void> {
    for (;;) {
      await nextTurn();
      const next = this.#calendar.reduce((first, event) => (event.atMs < first.atMs ? event : first), { atMs: endMs, happens: () => undefined });
      this.nowMs = next.atMs;
      if (!this.#calendar.includes(next)) return;
      this.#calendar = this.#calendar.filter((event) => event !== next);
      next.happens();
    }
  }
}
