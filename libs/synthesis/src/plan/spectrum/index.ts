export { planSpectrum, type SpectrumPlanning, type SpectrumStudy } from './plan-spectrum.js';
export { frechetForecast, type FrechetForecast } from './frechet-forecast.js';
export { featuresOf, pixelsOf, spectrumOf, type ImageSize, type Spectrum } from './spectrum.js';
export { imagesPerUnit, productsOf, spectrumLength, type SpectrumBlock, type SpectrumPart, type SpectrumStage } from './spectrum-plan.js';
