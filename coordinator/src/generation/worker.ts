import { parentPort } from 'node:worker_threads';
import type { BenchmarkReport } from '@commonward/evaluation';
import { composeFiles, evaluationSample, reportDefect, type Lineage, type TrainedFiles } from '@commonward/lineage';
import type { AnyStudy } from '@commonward/synthesis/plan';
import { outlookOf } from '../studies/outlook.js';
import { generate, type GenerationInput } from './generation.js';

/** The long computations of the coordinator. */
export type Task =
  | { readonly kind: 'generate'; readonly input: GenerationInput }
  | { readonly kind: 'compose'; readonly lineage: Lineage }
  | { readonly kind: 'outlook'; readonly study: AnyStudy }
  | { readonly kind: 'draw evaluation sample'; readonly trained: TrainedFiles }
  | { readonly kind: 'check report'; readonly report: BenchmarkReport; readonly trained: TrainedFiles };

/** What the thread says: that the sum of a round is known, and at the end the result. */
export type News<Result> = { readonly kind: 'summed' } | { readonly kind: 'result'; readonly result: Result };

const say = (news: News<unknown>): void => parentPort?.postMessage(news);

function perform(task: Task): unknown {
  switch (task.kind) {
    case 'generate':
      return generate(task.input, () => say({ kind: 'summed' }));
    case 'compose':
      return composeFiles(task.lineage);
    case 'outlook':
      return outlookOf(task.study);
    case 'draw evaluation sample':
      return evaluationSample(task.trained);
    case 'check report':
      return reportDefect(task.report, task.trained);
    default:
      return task satisfies never;
  }
}

// One task at a time; whoever gave it ends the thread, or gives it the next one.
parentPort?.on('message', (task: Task) => say({ kind: 'result', result: perform(task) }));
