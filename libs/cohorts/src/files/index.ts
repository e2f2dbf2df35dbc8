export { isKnownDataSet, loadCohort, type CohortRequest, type LoadedCohort, type LoadedSite } from './load-cohort.js';
