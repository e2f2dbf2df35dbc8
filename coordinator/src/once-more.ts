/**
 * Runs `work` one at a time. Whoever asks while it runs gets one more run, which begins after it and serves all who have asked
 * meanwhile; so a burst of changes is looked at twice, not once for each.
 *
 * Guarantee: what `work` sees is no older than the question that it answers.
 */
export function onceMore<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<T> | null = null;
  const run = (): Promise<T> => {
    waiting = null;
    return work();
  };
  return () => {
    if (waiting !== null) return waiting;
    waiting = last.then(run, run);
    last = waiting;
    return waiting;
  };
}
