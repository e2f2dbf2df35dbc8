import { parentPort, workerData } from 'node:worker_threads';
import { composeFiles, type Lineage } from '@commonward/lineage';
import { generate, type GenerationInput } from './generation.js';

/** The two long computations of the coordinator. */
export type Task = { readonly kind: 'generate'; readonly input: GenerationInput } | { readonly kind: 'compose'; readonly lineage: Lineage };

function perform(task: Task): unknown {
  switch (task.kind) {
    case 'generate':
      return generate(task.input);
    case 'compose':
      return composeFiles(task.lineage);
    default:
      return task satisfies never;
  }
}

parentPort?.postMessage(perform(workerData as Task));
