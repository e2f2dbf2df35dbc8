import { replayStudy, type Replay, type RoundGiven } from './replay.js';

/** The generator of a study that these rounds complete. */
export function trainedReplay(...rounds: readonly [RoundGiven, ...RoundGiven[]]): Replay {
  const outcome = replayStudy(rounds);
  if (outcome.kind !== 'trained') throw new Error('A round is missing.');
  return outcome.replay;
}
