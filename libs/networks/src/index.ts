export { BatchedNetwork, type BatchedNetworkOptions, type BatchGradients } from './batched-network.js';
export { gradientStream, type StreamOptions } from './gradient-stream.js';
export { clippedGradientSum, gradientSum, type Clipping } from './gradients/clipped-gradient-sum.js';
export { exampleGradients, type ExampleGradients } from './gradients/example-gradients.js';
export type { Factors, Layer, PulledBack, Run, Step } from './layers/layer.js';
export type { ParameterShape } from './layers/parameter-shapes.js';
export { logitDeltas, type Shown } from './logit-deltas.js';
export { parameterCount, parametersOf, runNetwork, shapesOf, type Network } from './network.js';
export { RecordGan, recordDiscriminator, type RecordGanSettings, type RowShape } from './adversarial/record-gan.js';
