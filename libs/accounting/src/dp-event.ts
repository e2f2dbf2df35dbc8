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

/** What happened to the records, as the accountant needs to know it. */
export type DpEvent = DiscreteGaussianEvent;
