import { BatchedNetwork, type BatchedNetworkOptions, type BatchGradients, type TakenFactors } from '@commonward/networks';
import type { Candidate } from '../backends/candidate.js';
import { javascript } from '../backends/javascript.js';
import { openBackend } from '../backends/open-backend.js';
import { productCheck } from '../backends/product-check.js';
import { tensorflow } from '../backends/tensorflow.js';
import { wasm } from '../backends/wasm.js';
import { answerQuestions } from '../threads/answer-questions.js';

export type GradientQuestion =
  /** Checks a network on this thread's backend; from then on it is known by its number. */
  | { readonly kind: 'check'; readonly backend: Candidate['name']; readonly network: number; readonly options: BatchedNetworkOptions }
  | { readonly kind: 'gradients'; readonly network: number; readonly batch: BatchGradients };

export type GradientAnswer =
  | { readonly kind: 'checked' }
  | { readonly kind: 'gradients'; readonly taken: readonly TakenFactors[] }
  /** One sentence about the backend, never about records. */
  | { readonly kind: 'failed'; readonly sentence: string };

const candidates = { tensorflow, wasm, javascript };
let started: Promise<unknown> | null = null;
const networks = new Map<number, BatchedNetwork>();

answerQuestions<GradientQuestion, GradientAnswer>((question) =>
  answerTo(question).catch((error: unknown): GradientAnswer => ({ kind: 'failed', sentence: error instanceof Error ? error.message : 'unknown' })),
);

async function answerTo(question: GradientQuestion): Promise<GradientAnswer> {
  if (question.kind === 'gradients') return { kind: 'gradients', taken: networkOf(question.network).factors(question.batch) };
  started ??= openBackend({ candidates: [candidates[question.backend]], check: productCheck, expectGpu: false });
  await started;
  networks.set(question.network, BatchedNetwork.checked(question.options));
  return { kind: 'checked' };
}

function networkOf(key: number): BatchedNetwork {
  const network = networks.get(key);
  if (network === undefined) throw new Error('A thread was asked for gradients of a network that it has not checked.');
  return network;
}
