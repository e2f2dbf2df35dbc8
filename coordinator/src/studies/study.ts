import type { Guarantee } from '@commonward/accounting';
import type { PrivateUtility } from '@commonward/evaluation/private';
import type { LeftOut } from '@commonward/synthesis/coordinator';
import type { Aggregation, Evaluated, Forecast, TrainingPlan, Trust } from '@commonward/synthesis/plan';
import type { Fidelity } from '../fidelity/fidelity.js';
import type { Outlook } from './outlook.js';

/** A study: what is to be learnt from whom under which guarantee, and how far it has come. It learns a generator, or what one is worth. */
export interface Study {
  readonly id: string;
  readonly name: string;
  readonly state: StudyState;
  /** The generator that this study evaluates; null if it learns one. */
  readonly evaluates: Evaluated | null;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** How many of the sites have to release, from 1 to all. */
  readonly quorum: number;
  /** How long a round waits for every site. */
  readonly answerWithinMs: number;
  /** How often it was started. */
  readonly attempt: number;
  readonly dictionary: TrainingPlan['dictionary'];
  readonly forecast: StudyForecast;
  /** The newest round that is planned, from 1: what is learnt in several rounds has a plan for each. */
  readonly round: number;
  /** The frozen plan of that round in the blob store, named by its SHA-256. */
  readonly planSha256: string;
  /** When the sum of its releases was known; null before that. */
  readonly summedAt: string | null;
  readonly generator: TrainedGenerator | null;
  /** Of tables. */
  readonly fidelity: Fidelity | null;
  readonly report: StatedReport | null;
  readonly evaluation: StudyEvaluation | null;
  readonly failure: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a study costs, and what is to be expected of it. */
export type StudyForecast = Forecast & Outlook;

/** `expired`: too few sites released in time; it can be started again, and keeps what was released. */
export type StudyState = 'draft' | 'running' | 'paused' | 'expired' | 'trained' | 'evaluated' | 'stopped' | 'failed';

export interface TrainedGenerator {
  /** SHA-256 of the canonical little-endian float32 parameters. */
  readonly sha256: string;
  readonly trainedAt: string;
  /** Estimated from the noised totals, so it is free to show. */
  readonly recordsEstimated: number;
  /** Releases that cannot be honest, by site; they are not in the sum. */
  readonly leftOut: readonly LeftOut[];
  readonly seconds: number;
}

/** What the releases of an evaluation come to: post-processing, so it costs nothing beyond them. */
export interface StudyEvaluation {
  readonly evaluatedAt: string;
  readonly utility: PrivateUtility;
  /** Releases that cannot be honest, by site; they are not in the sum. */
  readonly leftOut: readonly LeftOut[];
}

/** A benchmark report in the blob store, and who answers for it. */
export interface StatedReport {
  /** SHA-256 of the report as canonical JSON. */
  readonly sha256: string;
  readonly statedBy: string;
  readonly statedAt: string;
  /** The records were given away at least so far; null where the report did not put the guarantee to the test. */
  readonly shownEpsilon: number | null;
}

export type StudyEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'expired'; readonly attempt: number; readonly reason: string }
  | { readonly kind: 'summed'; readonly at: string }
  /** What the rounds so far say decides what the next one asks. */
  | { readonly kind: 'planned'; readonly round: number; readonly planSha256: string }
  | { readonly kind: 'trained'; readonly generator: TrainedGenerator; readonly fidelity: Fidelity | null }
  | { readonly kind: 'evaluated'; readonly evaluation: StudyEvaluation }
  | { readonly kind: 'reported'; readonly report: StatedReport }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The next state of a study, or the study itself where the event has no meaning in its state. */
export function transition(study: Study, event: StudyEvent): Study {
  switch (event.kind) {
    case 'started':
      return study.state === 'draft' || study.state === 'expired' ? { ...study, state: 'running', attempt: study.attempt + 1, failure: null } : study;
    case 'paused':
      return study.state === 'running' ? { ...study, state: 'paused' } : study;
    case 'resumed':
      return study.state === 'paused' ? { ...study, state: 'running' } : study;
    case 'expired':
      return study.state === 'running' && study.attempt === event.attempt ? { ...study, state: 'expired', failure: event.reason } : study;
    case 'summed':
      return study.state === 'running' ? { ...study, summedAt: event.at } : study;
    case 'planned':
      return study.state === 'running' && event.round === study.round + 1 ? { ...study, round: event.round, planSha256: event.planSha256 } : study;
    case 'trained':
      return study.state === 'running' ? { ...study, state: 'trained', generator: event.generator, fidelity: event.fidelity } : study;
    case 'evaluated':
      return study.state === 'running' ? { ...study, state: 'evaluated', evaluation: event.evaluation } : study;
    case 'reported':
      return study.state === 'trained' ? { ...study, report: event.report } : study;
    case 'stopped':
      return isOpen(study) ? { ...study, state: 'stopped', failure: event.reason } : study;
    case 'failed':
      return isOpen(study) ? { ...study, state: 'failed', failure: event.reason } : study;
    default:
      return event satisfies never;
  }
}

const isOpen = ({ state }: Study): boolean => state === 'draft' || state === 'running' || state === 'paused' || state === 'expired';
