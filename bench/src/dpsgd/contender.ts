import type { Model } from './models.js';

/** What the examples of one turn took. */
export interface Turn {
  readonly examples: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** Somebody who trains discriminators, in a process of their own with one thread for each numerical library. */
export interface Contender {
  /** For people: what computes, and how gradients are clipped. */
  readonly name: string;
  /** Trains for one step that is not timed, and then for about as many seconds of processor time. */
  train(model: Model['name'], seconds: number): Promise<Turn>;
}

/** One that is not here. */
export interface Absent {
  /** One sentence. */
  readonly reason: string;
}

/** Libraries for numbers take as many threads as there are cores unless they are told otherwise. */
export const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
};
