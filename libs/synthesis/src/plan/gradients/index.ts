export { ABSENT, attributeSizes, cellsOfClass, classOfCells, dayShape, gapsIn, readingOf, scaledReading, type DayShape } from './day-rows.js';
export { classCount, discriminatorOf, rowLength, gradientLength, HALVINGS, type Discriminated } from './discriminators.js';
export { CLIPPING_NORM, clippedParts, CLIPPINGS, clippingSteps, isOf, stepWeights, weightsText, type ClippedPart, type Clipping, type GradientsPlan, type GradientsStage } from './gradients-plan.js';
export { greyOf, scaledGrey } from './grey-values.js';
export { recordsAtLargestSite } from './gradients-effort.js';
export { planGradients, type GradientsPlanning, type GradientsStudy } from './plan-gradients.js';
