import { availableParallelism } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';

/** Each has a backend of its own, which takes about 100 MB. */
const USUAL_MOST = 8;

export const threadsOption = (): Option =>
  new Option('--threads <count>', 'threads that networks are computed on where no GPU computes them')
    .default(Math.min(USUAL_MOST, availableParallelism()), `one for each processor, at most ${USUAL_MOST}`)
    .argParser(threadCount);

function threadCount(text: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1 to 999');
  return Number(text);
}
