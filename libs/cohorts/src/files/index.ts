export { openCohort, writeCohort } from './cohort-on-disk.js';
export { isKnownDataSet, loadCohort, type CohortRequest, type LoadedCohort, type LoadedSite } from './load-cohort.js';
