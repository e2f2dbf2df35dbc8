import { workerData } from 'node:worker_threads';
import type { ThreadData } from './blocking-thread.js';

/** In the script of a `BlockingThread`: every question is answered, one after the other. @param answerTo does not fail */
export function answerQuestions<Question, Answer>(answerTo: (question: Question) => Promise<Answer>): void {
  const { port, answers } = workerData as ThreadData;
  let before: Promise<void> = Promise.resolve();
  port.on('message', (question: Question) => {
    before = before.then(async () => {
      port.postMessage(await answerTo(question));
      Atomics.add(answers, 0, 1);
      Atomics.notify(answers, 0);
    });
  });
}
