export { planBlocks, planLength, type PlannedBlock, type PlannedTable } from './blocks.js';
export { eventOf } from './event.js';
export type { Forecast } from './forecast.js';
export { planPairs, type PairsPlanning, type PairsStudy } from './pairs-plan.js';
export { parsePlan } from './parse-plan.js';
export type { PlanBlock, TrainingPlan } from './training-plan.js';
export type { Workload } from './workload.js';
