import { describe, expect, it } from '@jest/globals';
import { onceMore } from './once-more.js';

/** Work of which each run is ended by the test. */
function heldWork() {
  const begun: PromiseWithResolvers<void>[] = [];
  const work = (): Promise<void> => {
    const run = withResolvers<void>();
    begun.push(run);
    return run.promise;
  };
  return { begun, work };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let settle: Omit<PromiseWithResolvers<T>, 'promise'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}

/** Everything that can happen without the test has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('onceMore', () => {
  it('answers all who ask during a run with one more run, which begins when the first has ended', async () => {
    const { begun, work } = heldWork();
    const ask = onceMore(work);
    void ask();
    await settled();
    const later = [ask(), ask(), ask()];
    await settled();
    expect(begun).toHaveLength(1);
    begun[0].resolve();
    await settled();
    expect(begun).toHaveLength(2);
    begun[1].resolve();
    await Promise.all(later);
    await settled();
    expect(begun).toHaveLength(2);
  });

  it('runs again after a run that failed, and tells only those whom it served', async () => {
    const { begun, work } = heldWork();
    const ask = onceMore(work);
    const first = ask();
    await settled();
    const second = ask();
    begun[0].reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await settled();
    begun[1].resolve();
    await expect(second).resolves.toBeUndefined();
  });

  it('serves all who ask at once with one run, and nobody with one that began before they asked', async () => {
    let stored = 'before';
    const ask = onceMore(async () => {
      const seen = stored;
      await settled();
      return seen;
    });
    const early = [ask(), ask()];
    await new Promise((resolve) => process.nextTick(resolve));
    await Promise.resolve();
    stored = 'after';
    expect(await Promise.all([...early, ask()])).toEqual(['before', 'before', 'after']);
  });
});
