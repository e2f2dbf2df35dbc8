import { pathToFileURL } from 'node:url';
import type { Outcome, Simulation } from './outcome.js';

/** Plays the seeds that it is sent, one after the other, in the build that it was started with. */
const { runSeed } = (await import(pathToFileURL(process.argv[2]).href)) as Simulation;

process.on('message', (seeds: readonly number[]) => {
  void playAll(seeds).then((outcomes) => process.send?.(outcomes));
});

async function playAll(seeds: readonly number[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const outcome = await runSeed(seed);
    outcomes.push(outcome.violations.length === 0 ? { ...outcome, lines: [] } : outcome);
  }
  return outcomes;
}
