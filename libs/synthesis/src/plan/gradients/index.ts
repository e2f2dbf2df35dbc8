export { CLIPPING_NORM, clippingSteps, discriminatorWidths, gradientLength, stepWeights, weightsText, type GradientsPlan, type GradientsStage } from './gradients-plan.js';
export { planGradients, type GradientsPlanning, type GradientsStudy } from './plan-gradients.js';
