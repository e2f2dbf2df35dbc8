import type { Round, RoundSite } from '../api/model.js';
import type { Tone } from '../figures/status.js';

export const phaseTones: Record<Round['phase'], Tone> = { collecting: 'busy', complete: 'good', aborted: 'bad' };
export const answerTones: Record<RoundSite['state'], Tone> = { waiting: 'quiet', released: 'good', refused: 'warn' };

const reasons: Readonly<Record<string, string>> = {
  budget: 'its budget does not cover the study',
  delta: 'delta is larger than it allows',
  unit: 'it protects another unit of privacy',
  dictionary: 'it does not hold this dictionary',
  plan: 'the plan did not pass its check',
  operator: 'its operator said no',
};

/** Why a site refused, in words. A refusal is an answer, not an error. */
export function reasonText(reason: string | null): string {
  return reason === null ? 'no reason given' : (reasons[reason] ?? reason);
}

/** How far a round is: "3 of 4 sites have released, 1 refused." */
export function progressText({ sites }: Round): string {
  const count = (state: RoundSite['state']): number => sites.filter((site) => site.state === state).length;
  const refused = count('refused');
  return `${count('released')} of ${sites.length} sites have released${refused === 0 ? '' : `, ${refused} refused`}.`;
}
