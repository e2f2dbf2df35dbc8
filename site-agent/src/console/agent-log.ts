import { epsilonOf, RHO_UNITS_PER_ONE } from '@commonward/accounting';
import type { QuarantineReason, RoundOfStudy } from '@commonward/envelope';
import { rosterOf, rosterSha256 } from '@commonward/secure-aggregation';
import type { AnswerToOffer } from '../tasks/answer-offer.js';
import type { Policy } from '../policy/policy.js';
import { quarantineSentence } from './quarantine-sentence.js';

/** What the operator sees while the agent runs. Nothing here is computed from a record without a debit. */
export interface AgentLog {
  connected(): void;
  interrupted(reason: string): void;
  quarantined(reason: QuarantineReason): void;
  released(answer: Extract<AnswerToOffer, { kind: 'sealed' }>, budget: { spentRhoUnits: number; capRhoUnits: number }): void;
  /** A vector is sealed and will leave in a masked sum only. */
  joined(answer: Extract<AnswerToOffer, { kind: 'masked' }>, budget: { spentRhoUnits: number; capRhoUnits: number }): void;
  /** The coordinator has countersigned this site's part in a masked sum. */
  summed(round: RoundOfStudy): void;
  refused(answer: Extract<AnswerToOffer, { kind: 'refusal' }>): void;
  /** The coordinator has no use for an answer any more, and says why. */
  closed(sentence: string): void;
  /** What computes networks here, and why. */
  device(sentence: string): void;
  /** Whether the operator has paused this site; told again and again. */
  paused(isPaused: boolean): void;
}

/** Plain lines, one for each thing that left the site or failed to. */
export function lineLog(options: { readonly site: string; readonly home: string; readonly policy: Policy; readonly write: (line: string) => void }): AgentLog {
  const { site, home, policy } = options;
  const unit = policy.unit === 'patient' ? policy.unit : `${policy.unit}, not a person`;
  let lastInterruption: string | null = null;
  let wasPaused = false;
  const say = (text: string) => options.write(`[${site}] ${text}`);
  const epsilon = (rhoUnits: number) => epsilonOf({ rho: rhoUnits / RHO_UNITS_PER_ONE, delta: policy.deltaMax }).toFixed(3);
  return {
    connected: () => {
      lastInterruption = null;
      say('Connected to the coordinator; waiting for offers.');
    },
    interrupted: (reason) => {
      if (reason !== lastInterruption) say(`${reason} Trying again until it works.`);
      lastInterruption = reason;
    },
    quarantined: (reason) => {
      const sentence = quarantineSentence(reason, home);
      if (sentence !== lastInterruption) say(sentence);
      lastInterruption = sentence;
    },
    released: ({ sealed: { study, round, payload, rhoUnits }, resent }, budget) =>
      say(
        `${resent ? 'Sent again, the same bytes' : 'Released'}: study ${study}, round ${round}, ${payload.length} bytes; ` +
          `cost epsilon ${epsilon(rhoUnits)}, spent ${epsilon(budget.spentRhoUnits)} of ${policy.epsilonCap} ` +
          `(delta ${policy.deltaMax.toExponential()}, unit ${unit}, ${policy.adjacency}).`,
      ),
    joined: ({ sealed: { study, round, rhoUnits }, resent, sum }, budget) =>
      say(
        `${resent ? 'Goes on' : 'Takes part'} in a masked sum: study ${study}, round ${round}, ${sum.plan.sites.length} sites, roster ${rosterSha256(rosterOf(sum.plan))}` +
          `${sum.plan.trust === 'local' ? ' (not compared here: a guarantee in local trust does not rest on it)' : ''}; ` +
          `cost epsilon ${epsilon(rhoUnits)}, spent ${epsilon(budget.spentRhoUnits)} of ${policy.epsilonCap} ` +
          `(delta ${policy.deltaMax.toExponential()}, unit ${unit}, ${policy.adjacency}).`,
      ),
    summed: ({ study, round }) => say(`Summed: study ${study}, round ${round}; the coordinator has countersigned this site's part.`),
    closed: say,
    device: say,
    paused: (isPaused) => {
      if (isPaused !== wasPaused) say(isPaused ? `Paused: offers wait until commonward-site resume --home ${home}` : 'Resumed.');
      wasPaused = isPaused;
    },
    refused: ({ offer, reason, remedy }) => say(`Refused: study ${offer.study}, round ${offer.round} (${reason}).${remedy === null ? '' : ` ${remedy}`}`),
  };
}
