import { exampleGradients, fixedNumbers, parameterCount, sameBits, type BatchedNetworkOptions, type BatchGradients, type ExampleGradients, type GradientSource } from '@commonward/networks';
import type { Candidate } from '../backends/candidate.js';
import { BlockingThread } from '../threads/blocking-thread.js';
import type { GradientAnswer, GradientQuestion } from './gradient-thread.js';

/** More than a batch takes on any machine: a thread that died must not be waited for for ever. */
const PATIENCE = { timeoutMs: 10 * 60_000 };

type Thread = BlockingThread<GradientQuestion, GradientAnswer>;

export interface GradientThreadsOptions {
  readonly backend: Candidate['name'];
  /** How many, from 1 on. */
  readonly count: number;
  readonly script?: URL;
}

/**
 * Threads that compute the gradients of a network at the same time, a batch each.
 *
 * Guarantee: a gradient has the same bits as on one thread, because each has a backend of its own, of the same kind, which computes
 * batches of the same shape. That is seen before a network is used. What is done with gradients, clipping and adding, stays where it was.
 */
export class GradientThreads {
  readonly #backend: Candidate['name'];
  readonly #threads: readonly Thread[];
  /** How many networks the threads were asked to check. */
  #asked = 0;

  constructor({ backend, count, script = new URL('./gradient-thread.js', import.meta.url) }: GradientThreadsOptions) {
    this.#backend = backend;
    this.#threads = Array.from({ length: count }, () => new BlockingThread<GradientQuestion, GradientAnswer>(script));
  }

  /**
   * Has the network checked on every thread.
   * @throws Error in one sentence, if a thread's backend fails `BatchedNetwork.checked`, or two threads differ
   */
  checked(network: BatchedNetworkOptions): GradientSource {
    const key = this.#asked;
    this.#asked += 1;
    const waits = this.#threads.map((thread) => thread.begin({ kind: 'check', backend: this.#backend, network: key, options: network }));
    waits.forEach((wait) => answered(wait(PATIENCE), 'checked'));
    const source = this.#sourceOf(network, key);
    if (!isTheSameOnAll(source)) throw new Error('Two threads of the backend give the gradient of an example different bits: they cannot be used for private training.');
    return source;
  }

  close(): void {
    this.#threads.forEach((thread) => thread.close());
  }

  /** Batches go to the threads in turn. */
  #sourceOf(options: BatchedNetworkOptions, network: number): GradientSource {
    const { features, microbatch } = options;
    let next = 0;
    const begin = (batch: BatchGradients): (() => ExampleGradients) => {
      const wait = this.#threads[next].begin({ kind: 'gradients', network, batch });
      next = (next + 1) % this.#threads.length;
      return () => exampleGradients(answered(wait(PATIENCE), 'gradients').taken);
    };
    return { features, microbatch, parameterCount: parameterCount(options.network), atOnce: this.#threads.length, begin };
  }
}

function answered<Kind extends GradientAnswer['kind']>(answer: GradientAnswer | null, kind: Kind): GradientAnswer & { kind: Kind } {
  if (answer === null) throw new Error('A thread that computes networks does not answer any more.');
  if (answer.kind === 'failed') throw new Error(answer.sentence);
  if (!isOf(answer, kind)) throw new TypeError(`A thread answered with ${answer.kind} instead of ${kind}`);
  return answer;
}

const isOf = <Kind extends GradientAnswer['kind']>(answer: GradientAnswer, kind: Kind): answer is GradientAnswer & { kind: Kind } => answer.kind === kind;

function isTheSameOnAll(source: GradientSource): boolean {
  const batch: BatchGradients = { parameters: fixedNumbers(source.parameterCount, 0.1), rows: [fixedNumbers(source.features, 1)], shown: 'real' };
  const all = Array.from({ length: source.atOnce }, () => source.begin(batch)).map((wait) => {
    const gradient = new Float32Array(source.parameterCount);
    wait().write(0, gradient);
    return gradient;
  });
  return all.every((gradient) => sameBits(gradient, all[0]));
}
