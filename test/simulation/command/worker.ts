import { pathToFileURL } from 'node:url';
import type { Outcome, Rounds, Simulation } from './outcome.js';

/** Plays the seeds that it is sent, one after the other, in the build that it was started with. */
const { runSeed } = (await import(pathToFileURL(process.argv[2]).href)) as Simulation;
const rounds = process.argv[3] as Rounds;

process.on('message', (seeds: readonly number[]) => {
  void playAll(seeds).then((outcomes) => process.send?.(outcomes));
});

async function playAll(seeds: readonly number[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const outcome = await runSeed(seed, rounds);
    outcomes.push(outcome.violations.length === 0 ? { ...outcome, lines: [] } : outcome);
  }
  return outcomes;
}
