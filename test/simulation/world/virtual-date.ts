const RealDate = Date;
const START_MS = RealDate.UTC(2026, 0, 1);

/**
 * Lets `new Date()` tell the time of the simulation, for code that asks the machine for it.
 * @returns puts the real one back
 */
export function withVirtualDate(nowMs: () => number): () => void {
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [string | number | Date]) {
      super(given.length === 0 ? START_MS + nowMs() : given[0]);
    }

    static override now(): number {
      return START_MS + nowMs();
    }
  } as DateConstructor;
  return () => {
    globalThis.Date = RealDate;
  };
}

export const dateAt = (virtualMs: number): Date => new RealDate(START_MS + virtualMs);
