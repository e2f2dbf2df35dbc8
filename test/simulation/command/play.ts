import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome, Rounds } from './outcome.js';

export interface Play {
  /** A build of the simulation. */
  readonly simulation: string;
  readonly rounds: Rounds;
  readonly firstSeed: number;
  readonly seeds: number;
  readonly workers: number;
  /** How many a worker is given at a time. */
  readonly seedsAtOnce: number;
  /** @returns whether to go on */
  readonly onOutcome: (outcome: Outcome) => boolean;
}

/** What ended runs leave waiting stays in a worker's memory, some 100 kB each, and goes with the worker. */
const SEEDS_OF_A_WORKER = 2000;

/** Plays seeds in processes of their own. Outcomes come in no order; once `onOutcome` has had enough, no more are begun. */
export async function play({ simulation, rounds, firstSeed, seeds, workers, seedsAtOnce, onOutcome }: Play): Promise<void> {
  let next = firstSeed;
  let enough = false;
  const batch = (): readonly number[] => {
    const left = enough ? 0 : firstSeed + seeds - next;
    const taken = Array.from({ length: Math.min(seedsAtOnce, left) }, (_, index) => next + index);
    next += taken.length;
    return taken;
  };
  const isDone = (): boolean => enough || next === firstSeed + seeds;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = fork(fileURLToPath(new URL('worker.js', import.meta.url)), [simulation, rounds]);
      let given = 0;
      const giveWork = (): void => {
        const taken = given < SEEDS_OF_A_WORKER ? batch() : [];
        given += taken.length;
        if (taken.length === 0) worker.disconnect();
        else worker.send(taken);
      };
      worker.on('message', (outcomes: readonly Outcome[]) => {
        for (const outcome of outcomes) enough = !onOutcome(outcome) || enough;
        giveWork();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${String(code)}`))));
      giveWork();
    });
  const workOn = async (): Promise<void> => {
    while (!isDone()) await work();
  };
  await Promise.all(Array.from({ length: workers }, workOn));
}
