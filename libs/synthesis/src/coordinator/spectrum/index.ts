export { absorbCentres, type CentreSignal } from './absorb-centres.js';
export { absorbShapes, type ClassShape } from './absorb-shapes.js';
export { imageGenerator, imageGeneratorBytes, type ImageGenerator } from './image-generator.js';
export { sharesOfClasses } from './class-shares.js';
export { shapesPlan } from './shapes-plan.js';
export { sampleImages, type ImageRequest, type SyntheticImages } from './sample-images.js';
export { symmetricEigen, withEigenvalues, type SymmetricEigen } from './symmetric-eigen.js';
