export { boundedCounts, type BoundedCountsOptions } from './bounding/bounded-counts.js';
export type { CountBlock } from './bounding/record-tally.js';
export { Bounded, Released, Sensitive, type BoundedBlock } from './boundary.js';
export { discreteGaussian, type DiscreteGaussianOptions } from './mechanisms/discrete-gaussian.js';
export { systemRandom, type RandomSource } from './random.js';
