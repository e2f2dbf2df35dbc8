export { networkGeneratorBytes, readNetworkGenerator, type NetworkGenerator } from './network-generator.js';
export { afterStep, beginStudy, generatorOf, nextStep, type NetworkStudy } from './network-study.js';
export { sampleDrawnDays } from './sample-drawn-days.js';
export { sampleDrawnImages } from './sample-drawn-images.js';
export { sampleRecords } from './sample-records.js';
