export { privateUtility, type ClassEstimates, type ModelEstimates, type PrivateUtility } from './private-utility.js';
export { triedModels, type JudgingModel } from './tried-models.js';
