export { boundClasses } from './bound-classes.js';
export { boundPairs, releaseVariances } from './bound-pairs.js';
export { gradientStep, type GradientStepOptions } from './gradient-step.js';
export { randomisedRelease, type RandomisedReleaseOptions } from './randomised-release.js';
export { boundUtility, type TriedModel } from './utility/bound-utility.js';
export { boundCentres, boundShapes, boundSpectrum, type Centres, type LabelledImage } from './spectrum/bound-spectrum.js';
export { boundMoments, boundScores, boundTables } from './scores/bound-scores.js';
export { shownRecords, type NetworkRecords } from './shown-records.js';
