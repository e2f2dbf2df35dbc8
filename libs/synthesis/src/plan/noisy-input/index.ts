export { estimateVariance } from './estimate-variance.js';
export { placesOf } from './noisy-input-choice.js';
export { noisyInputLength, randomisedTablesIn, type RandomisedTable } from './noisy-input-plan.js';
export { planNoisyInput, type NoisyInputPlanning, type NoisyInputStudy } from './plan-noisy-input.js';
