export { absorb, type Signal } from './absorb.js';
export { aggregate, type Aggregate, type Contributions } from './aggregate.js';
export type { Condition } from './conditions.js';
export { generatorBytes, readGenerator, trainGenerator, type Generator } from './generator.js';
export { residuals, type Residuals } from './residuals.js';
export { screen, type LeftOut } from './screening/screen.js';
export { sampleTable, type SampleRequest } from './sampling.js';
export { unbiasedCounts } from './unbiased-counts.js';
export * from './spectrum/index.js';
