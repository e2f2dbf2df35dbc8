import type { WordStream } from '@commonward/privacy/samplers';

/**
 * Draws rounded continuous Gaussian noise the textbook way, in floating point: the speed to compare with.
 *
 * Nothing may be released with it. Which doubles it can reach, and how often, depends on more than sigma.
 */
export function boxMuller(variance: number): (words: WordStream) => number {
  const sigma = Math.sqrt(variance);
  let second: number | null = null;
  return (words) => {
    if (second !== null) {
      const kept = second;
      second = null;
      return kept;
    }
    const radius = sigma * Math.sqrt(-2 * Math.log((words.word53() + 1) / 2 ** 53));
    const angle = (2 * Math.PI * words.word53()) / 2 ** 53;
    second = Math.round(radius * Math.sin(angle));
    return Math.round(radius * Math.cos(angle));
  };
}
