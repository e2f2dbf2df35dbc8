import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BatchedNetwork, gradientStream, parameterCount, type GradientSource, type Network } from '@commonward/networks';
import { BackendAbsent, type Candidate } from '../backends/candidate.js';
import { javascript } from '../backends/javascript.js';
import { openBackend } from '../backends/open-backend.js';
import { productCheck } from '../backends/product-check.js';
import { tensorflow } from '../backends/tensorflow.js';
import { wasm } from '../backends/wasm.js';
import { GradientThreads } from './gradient-threads.js';

/** Threads run what is compiled. */
const script = new URL('../../dist/training/gradient-thread.js', import.meta.url);
const MICROBATCH = 8;

const dense: Network = [{ kind: 'dense', inputs: 30, outputs: 17 }, { kind: 'leaky-relu', slope: 0.2 }, { kind: 'dense', inputs: 17, outputs: 1 }];
const convolution: Network = [
  { kind: 'convolution', height: 1, width: 10, channels: 3, kernel: [1, 5], stride: [1, 2], padding: [0, 2], filters: 9 },
  { kind: 'leaky-relu', slope: 0.2 },
  { kind: 'dense', inputs: 45, outputs: 1 },
];
const recurrent: Network = [{ kind: 'gru', steps: 6, channels: 5, units: 7, returns: 'last' }, { kind: 'dense', inputs: 7, outputs: 1 }];
const FEATURES = 30;

const numbers = (seed: number, count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(seed * 7919 + i * 12.9898));

/** Twenty-nine examples, one of which cannot be read. */
const rows = Array.from({ length: 29 }, (_, seed) => (seed === 11 ? null : numbers(seed, FEATURES)));
const gradientsBy = (source: GradientSource, seed = 3) => [...gradientStreamCopies(source, seed)];

/** @param seed of the weights */
function* gradientStreamCopies(source: GradientSource, seed: number): Generator<readonly number[] | null> {
  for (const gradient of gradientStream(rows, { source, parameters: numbers(seed, source.parameterCount) })) yield gradient === null ? null : [...gradient];
}

async function isPresent(candidate: Candidate): Promise<boolean> {
  try {
    await candidate.start();
    return true;
  } catch (error) {
    if (error instanceof BackendAbsent) return false;
    throw error;
  }
}

const backends = [wasm, javascript, ...((await isPresent(tensorflow)) ? [tensorflow] : [])];

let threads: GradientThreads | null = null;
afterEach(() => {
  threads?.close();
  threads = null;
});

describe.each(backends)('threads that compute gradients with $name', (candidate) => {
  beforeAll(async () => {
    await openBackend({ candidates: [candidate], check: productCheck, expectGpu: false });
  });

  it.each([1, 2, 5])('give every example the bits, and the place, that one thread gives it: %i threads', (count) => {
    threads = new GradientThreads({ backend: candidate.name, count, script });
    for (const network of [dense, convolution, recurrent]) {
      const options = { network, features: FEATURES, microbatch: MICROBATCH };
      const source = threads.checked(options);
      expect(source).toMatchObject({ atOnce: count, parameterCount: parameterCount(network) });
      expect(gradientsBy(source)).toEqual(gradientsBy(BatchedNetwork.checked(options)));
    }
  });
});

describe('threads that compute gradients', () => {
  it('go on where whoever asked has stopped in the middle', () => {
    threads = new GradientThreads({ backend: 'wasm', count: 3, script });
    const source = threads.checked({ network: dense, features: FEATURES, microbatch: MICROBATCH });
    const [whole, begun] = [gradientsBy(source), gradientStreamCopies(source, 4)];
    expect(begun.next().value).not.toEqual(whole[0]);
    begun.return(undefined);
    expect(gradientsBy(source)).toEqual(whole);
  });

  it('give back what a check of a network says', () => {
    threads = new GradientThreads({ backend: 'wasm', count: 2, script });
    expect(() => threads?.checked({ network: dense, features: FEATURES, microbatch: 1 })).toThrow('microbatch must be a whole number from 2 on, but it is 1');
    const options = { network: convolution, features: FEATURES, microbatch: MICROBATCH };
    expect(gradientsBy(threads.checked(options))).toHaveLength(rows.length);
  });

  it('are refused where two of them differ in a bit', () => {
    const folder = mkdtempSync(join(tmpdir(), 'commonward-threads-'));
    try {
      const path = join(folder, 'thread.mjs');
      writeFileSync(path, differing);
      threads = new GradientThreads({ backend: 'wasm', count: 2, script: pathToFileURL(path) });
      expect(() => threads?.checked({ network: [{ kind: 'dense', inputs: 1, outputs: 1 }], features: 1, microbatch: 2 })).toThrow('Two threads of the backend give the gradient of an example different bits');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Each thread has a last bit of its own. */
const differing = `
import { threadId, workerData } from 'node:worker_threads';
const { port, answers } = workerData;
const taken = [{ kind: 'products', rows: 2, columns: 1, products: [Float32Array.of(1, 1 + threadId * 2 ** -23)] }];
port.on('message', ({ kind }) => {
  port.postMessage(kind === 'check' ? { kind: 'checked' } : { kind: 'gradients', taken });
  Atomics.add(answers, 0, 1);
  Atomics.notify(answers, 0);
});
`;
