/** One block of a released vector; both numbers are exact safe integers, in squared grid steps. */
export interface DiscreteGaussianBlock {
  /** The largest squared L2 distance that one unit of privacy can move the block. */
  readonly squaredSensitivity: number;
  /** The sigma^2 parameter of the discrete Gaussian noise on each coordinate. */
  readonly variance: number;
}

/** A released vector of integers, in blocks, each with independent discrete Gaussian noise of its own variance. */
export interface DiscreteGaussianEvent {
  readonly kind: 'discrete-gaussian';
  readonly blocks: readonly DiscreteGaussianBlock[];
}

/** A block of a released vector and how many coordinates it has. */
export interface NoisedBlock extends DiscreteGaussianBlock {
  readonly coordinates: number;
}

/**
 * A released vector that nobody sees but in a sum of at least `summed` of them, `corrupted` of which may be known to whoever
 * looks; every one has independent discrete Gaussian noise of the same variances.
 */
export interface SummedGaussianEvent {
  readonly kind: 'summed-discrete-gaussian';
  /** What is counted on: `local`, this release's own noise alone; `shared`, that of summed - corrupted releases. */
  readonly trust: 'local' | 'shared';
  /** Of this release, with the variance of its own noise. */
  readonly blocks: readonly NoisedBlock[];
  readonly summed: number;
  /** At most summed - 1. */
  readonly corrupted: number;
}

/** One block of a released vector; all numbers are exact safe integers, in grid steps. */
export interface DiscreteLaplaceBlock {
  readonly coordinates: number;
  /** The largest L1 distance that one unit of privacy can move the block. */
  readonly l1Sensitivity: number;
  /** Each coordinate's noise is x with probability proportional to exp(-|x| / scale). */
  readonly scale: number;
}

/** A released vector of integers, in blocks, each with independent discrete Laplace noise of its own scale. */
export interface DiscreteLaplaceEvent {
  readonly kind: 'discrete-laplace';
  readonly blocks: readonly DiscreteLaplaceBlock[];
}

/**
 * One of several candidates was chosen by integer scores of records, of which one unit of privacy moves each by at most
 * `sensitivity`; epsilon is 2 sensitivity / scale. All numbers are exact safe integers, in steps of a score.
 *
 * `exponential-mechanism` chooses with probability proportional to exp(score / scale); `report-noisy-max` is
 * permute-and-flip: candidates in random order, each taken with probability exp((score - best) / scale).
 */
export interface SelectionEvent {
  readonly kind: 'exponential-mechanism' | 'report-noisy-max';
  readonly sensitivity: number;
  readonly scale: number;
}

/** One category of each unit of privacy, replaced by a uniform one of all `categories` with probability replaced / outOf; integers. */
export interface RandomisedResponseEvent {
  readonly kind: 'randomised-response';
  readonly categories: number;
  readonly replaced: number;
  readonly outOf: number;
}

/** How one column of a record is randomised: as in a `RandomisedResponseEvent`. */
export type RandomisedAnswer = Omit<RandomisedResponseEvent, 'kind'>;

/**
 * Every column of every record was randomised by itself, and so was whether there is a record: absence is a category of each column,
 * and the number of places, each with a record or without, is public. So it holds whether a record comes, goes or is replaced.
 */
export interface RandomisedRecordEvent {
  readonly kind: 'randomised-record';
  readonly columns: readonly RandomisedAnswer[];
}

/** Continuous noise: standard deviation over L2 sensitivity, or Laplace scale over L1 sensitivity. For comparison with other accountants; no site releases it. */
export interface ContinuousNoiseEvent {
  readonly kind: 'gaussian' | 'laplace';
  readonly noiseMultiplier: number;
}

/** `event` happened to a sample that holds each unit of privacy, independently, with probability sampled / outOf; integers. */
export interface PoissonSampledEvent {
  readonly kind: 'poisson-sampled';
  readonly sampled: number;
  readonly outOf: number;
  readonly event: DpEvent;
}

/** Each part happened, `times` times, in any order, also adaptively. */
export interface ComposedEvent {
  readonly kind: 'composed';
  readonly parts: readonly { readonly event: DpEvent; readonly times: number }[];
}

/** `non-private` records left without protection; `unknown` cannot be accounted for. Every accountant refuses both. */
export interface UnaccountableEvent {
  readonly kind: 'non-private' | 'unknown';
  readonly description: string;
}

/**
 * What happened to the records, as frozen data. An accountant says what it costs.
 *
 * Sensitivities are those under the adjacency that the event is accounted for; an event is never read under another one.
 */
export type DpEvent =
  | DiscreteGaussianEvent
  | SummedGaussianEvent
  | DiscreteLaplaceEvent
  | SelectionEvent
  | RandomisedResponseEvent
  | RandomisedRecordEvent
  | ContinuousNoiseEvent
  | PoissonSampledEvent
  | ComposedEvent
  | UnaccountableEvent;
