import { parentPort, Worker, workerData } from 'node:worker_threads';
import { applyMasks, inverseMasks, type Masks } from '@commonward/secure-aggregation';

/** Takes the masks from a sum, in place. */
export type Unmask = (task: { readonly masks: Masks; readonly sum: Uint32Array<SharedArrayBuffer> }) => Promise<void>;

interface Task {
  readonly masks: Masks;
  readonly sum: SharedArrayBuffer;
}

if (parentPort !== null) {
  const { masks, sum } = workerData as Task;
  applyMasks(inverseMasks(masks), { offset: 0, words: new Uint32Array(sum) });
}

/** On a thread of its own, as a coordinator would: keystream is garbage at once, and a small heap is collected quickly. */
export const unmaskOnThread: Unmask = ({ masks, sum }) =>
  new Promise((resolve, reject) => {
    const task: Task = { masks, sum: sum.buffer };
    const thread = new Worker(new URL(import.meta.url), { workerData: task });
    thread.once('error', reject);
    thread.once('exit', () => resolve());
  });
