export { afterStep, beginStudy, generatorOf, nextStep, type NetworkStudy } from './network-study.js';
export { readRecordGenerator, recordGeneratorBytes, sampleRecords, type RecordGenerator } from './record-generator.js';
