/*
 * By itself, because it needs tensors: whoever trains no network does not load them.
 */
export { boundGradients } from './bound-gradients.js';
export { networkStep, type NetworkStepOptions } from './network-step.js';
