export { CohortError, type Cohort } from './cohort.js';
export { cohortFolder, isCohortFile, type CohortFolder } from './cohort-folder.js';
export { checkHeartDiseaseFile, heartDiseaseFiles, heartDiseaseSource } from './heart-disease/files.js';
export type { HeartDiseaseFile, HeartDiseaseSite } from './heart-disease/files.js';
export { heartDiseaseDictionary } from './heart-disease/dictionary.js';
export { importHeartDisease } from './heart-disease/importer.js';
export { simulateHeartDisease } from './heart-disease/simulator.js';
export { uniformStream } from './uniform-stream.js';
