export { planSpectrum, type SpectrumPlanning, type SpectrumStudy } from './plan-spectrum.js';
export { featuresOf, pixelsOf, spectrumOf, type ImageSize, type Spectrum } from './spectrum.js';
export { productsOf, spectrumEvent, spectrumLength, type SpectrumBlock, type SpectrumPart, type SpectrumPlan } from './spectrum-plan.js';
