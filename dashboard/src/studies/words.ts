import type { Forecast, StudyState } from '../api/model.js';
import type { Tone } from '../figures/status.js';

export const stateTones: Record<StudyState, Tone> = { draft: 'quiet', running: 'busy', paused: 'quiet', expired: 'warn', trained: 'good', evaluated: 'good', stopped: 'warn', failed: 'bad' };

/** What each kind of release is, for readers who did not design it. */
export const outcomeWords: Record<Forecast['outcome'], { readonly title: string; readonly line: string }> = {
  'weighted-pairs': { title: 'Weighted pairs', line: 'Every pair of columns is released once; pairs with the target get half of the budget.' },
  'target-pairs': { title: 'Target pairs', line: 'Each column is released together with the target, and alone.' },
  correlations: { title: 'Target pairs and correlations', line: 'Each column is released together with the target, and alone; and how every two columns rise together.' },
  'one-ways': { title: 'One column at a time', line: 'Each column is released alone; relations between columns are not learned.' },
  allocated: { title: 'Tables with shares of their own', line: 'Each column alone, each with the target, and every other pair, with the shares of the budget that the study gives them.' },
  'noisy-input': { title: 'Randomised records', line: 'Every record is randomised once at its site; what leaves it are counts of randomised records.' },
  spectrum: { title: 'Images in two rounds', line: 'Each class of images: how many there are, their mean, and how they vary about it.' },
  scores: { title: 'Days in two rounds', line: 'How many days have which value in each step, and how the steps of a day vary together.' },
  gradients: { title: 'A network, step by step', line: 'How many records are in each class, and then, round by round, in which direction the records move a network.' },
  utility: { title: 'Evaluation', line: 'What models that saw synthetic records only get right on the real ones.' },
  refused: { title: 'Refused', line: 'At this guarantee the noise would hide what the study wants to learn.' },
};

/** What a study's failure is about. */
export function failureTitle(state: StudyState): string {
  switch (state) {
    case 'stopped':
      return 'This study was stopped.';
    case 'expired':
      return 'This study waits to be started again.';
    default:
      return 'This study failed.';
  }
}
