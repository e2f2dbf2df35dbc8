export { absorbMoments } from './absorb-moments.js';
export { absorbTables, type ShareTable, type TableSignal } from './absorb-tables.js';
export { dayGenerator, dayGeneratorBytes, readDayGenerator, type DayGenerator } from './day-generator.js';
export { dayResiduals, type DayResiduals } from './day-residuals.js';
export type { DrawnDays } from './day-pool.js';
export { momentsPlan } from './moments-plan.js';
export { sampleDays, type DayRequest, type SyntheticDays } from './sample-days.js';
