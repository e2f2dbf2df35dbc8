interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
}

/**
 * Virtual time. Whatever happens in a run happens here, one thing after the other, in an order that depends on nothing but
 * when each was asked for.
 */
export class Schedule {
  readonly #waiting: Appointment[] = [];
  #nowMs = 0;
  #asked = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, work: () => void): void {
    this.#asked += 1;
    this.#push({ at: this.#nowMs + delayMs, order: this.#asked, work });
  }

  /** Goes on until `isOver` says so, which is asked after each thing, or nothing is left before `endMs`. */
  async run({ endMs, mostThings, isOver }: { readonly endMs: number; readonly mostThings: number; readonly isOver: () => boolean }): Promise<{ readonly happened: number }> {
    let happened = 0;
    for (let next = this.#pop(); next !== null && next.at <= endMs && happened < mostThings; next = this.#pop()) {
      this.#nowMs = next.at;
      happened += 1;
      next.work();
      await everyPromiseThatCanSettle();
      if (isOver()) break;
    }
    return { happened };
  }

  #push(added: Appointment): void {
    const heap = this.#waiting;
    let place = heap.length;
    heap.push(added);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isBefore(heap[parent], added)) break;
      heap[place] = heap[parent];
      place = parent;
    }
    heap[place] = added;
  }

  #pop(): Appointment | null {
    const heap = this.#waiting;
    const first = heap.at(0);
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(moved: Appointment): void {
    const heap = this.#waiting;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= heap.length) break;
      const child = left + 1 < heap.length && isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      if (isBefore(moved, heap[child])) break;
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = moved;
  }
}

const isBefore = (a: Appointment, b: Appointment): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Promises settle in an order of their own that is always the same; this waits until none of them is left. */
const everyPromiseThatCanSettle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
