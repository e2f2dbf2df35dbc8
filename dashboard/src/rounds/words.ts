import type { MaskedSum, Round, RoundSite } from '../api/model.js';
import type { Tone } from '../figures/status.js';

export const phaseTones: Record<Round['phase'], Tone> = { collecting: 'busy', complete: 'good', aborted: 'bad' };
export const answerTones: Record<RoundSite['state'], Tone> = { waiting: 'quiet', released: 'good', withdrawn: 'warn', refused: 'warn', left: 'quiet' };

const reasons: Readonly<Record<string, string>> = {
  budget: 'its budget does not cover the study',
  delta: 'delta is larger than it allows',
  unit: 'it protects another unit of privacy',
  trust: 'its policy asks for the full noise at the site itself',
  dictionary: 'it does not hold this dictionary',
  plan: 'the plan did not pass its check',
  operator: 'its operator said no',
  roster: 'its operator has not approved the sites of this study and their keys',
  lost: 'the bytes of its release are gone, and are never made again',
};

/** An answer in words. A site that has answered a masked round is in its sum; a site that has not, when the sum is known, is not. */
export function answerText({ masked, phase }: Pick<Round, 'masked' | 'phase'>, { site, state }: Pick<RoundSite, 'site' | 'state'>): string {
  if (masked === null) return state;
  if (state === 'released') return 'in the sum';
  if (state === 'waiting' && phase === 'complete') return 'not in the sum';
  return state === 'waiting' && takesPart(masked, site) ? 'taking part' : state;
}

const takesPart = ({ sites }: MaskedSum, site: string): boolean => sites.some((row) => row.site === site && row.answered.length > 0);

/** Why a site refused, in words. A refusal is an answer, not an error. */
export function reasonText(reason: string | null): string {
  return reason === null ? 'no reason given' : (reasons[reason] ?? reason);
}

/** How far a round is: "3 of 4 sites have released, 3 are needed, 1 refused." */
export function progressText({ sites, quorum }: Round): string {
  const count = (state: RoundSite['state']): number => sites.filter((site) => site.state === state).length;
  const others = [
    [count('withdrawn'), 'took it back'],
    [count('refused'), 'refused'],
    [count('left'), 'left'],
  ] as const;
  const parts = [`${count('released')} of ${sites.length} sites have released`, `${quorum} ${quorum === 1 ? 'is' : 'are'} needed`, ...others.flatMap(([sitesSo, what]) => (sitesSo === 0 ? [] : [`${sitesSo} ${what}`]))];
  return `${parts.join(', ')}.`;
}

/** What a round waits for, or why it was given up; null if there is nothing to add. What a masked round waits for its sum says. */
export function waitText({ phase, reason, overdue, pausedAt, attempt, masked }: Round): string | null {
  if (reason === 'timeout') return 'Too few sites released in time. Start the study again to wait once more; nobody pays twice.';
  if (reason === 'quorum') return 'So many sites refused or left that too few remain.';
  if (phase !== 'collecting') return null;
  if (pausedAt !== null) return 'Paused: no site is asked, and time stands still.';
  if (overdue && masked === null) return 'Overdue: it is complete with the next release that makes them enough.';
  return attempt === 1 ? null : `Opened for the ${attempt}. time; earlier releases are kept.`;
}
