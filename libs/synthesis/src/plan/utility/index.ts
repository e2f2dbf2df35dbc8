export { planUtility, type UtilityPlanning, type UtilityStudy } from './plan-utility.js';
export { classesOf, countsIn, MODELS, syntheticRecords, type Evaluated, type Model } from './utility-plan.js';
