/*
 * Networks as data, by themselves: whoever computes them without tensors, or only counts their weights, loads none.
 */
export { imageDiscriminator, imageGenerator, type ImageShape } from './image-networks.js';
export { recordDiscriminator, recordGenerator } from './record-networks.js';
export { generatorSteps, seriesDiscriminator, seriesGenerator, type SeriesLatent, type SeriesShape } from './series-networks.js';
export type { Conditioning } from '../layers/conditioning.js';
export type { Gru } from '../layers/gru.js';
export { initialParameters } from '../layers/initial-parameters.js';
export type { Layer } from '../layers/layer.js';
export { parameterCount, shapesOf, type Network } from '../layers/network-shapes.js';
export { parameterShapes, type ParameterShape } from '../layers/parameter-shapes.js';
export { patchSize, placesOf, type KernelGeometry } from '../tensors/kernel-geometry.js';
