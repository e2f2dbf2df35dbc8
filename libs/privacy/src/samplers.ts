/*
 * Noise by itself, for whoever measures how fast it is drawn. It makes no release: a bounded value gets noise from a mechanism
 * only.
 */
export { sampleDiscreteGaussian } from './mechanisms/discrete-gaussian-sampler.js';
export { DiscreteGaussianTable, largestTableVariance } from './mechanisms/discrete-gaussian-table.js';
export { WordStream } from './random.js';
