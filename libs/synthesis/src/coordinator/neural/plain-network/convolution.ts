import { patchSize, placesOf, type KernelGeometry } from '@commonward/networks/architectures';
import { addColumnSums, biasedProduct } from './biased-product.js';
import { laidDown, patchesOf } from './patches.js';
import type { PlainRun, PlainStep } from './plain-step.js';
import { addProduct, addToLeft, addToRight, type ProductSize } from './products.js';

export function plainConvolution(geometry: KernelGeometry, { input, parameters }: PlainRun): PlainStep {
  const { output, pullBack } = biasedProduct({ inputs: patchesOf(input, geometry), parameter: parameters, size: sizeOf(geometry) });
  return { output, pullBack: (delta, gradient) => laidDown(pullBack(delta, gradient), geometry) };
}

/** The way back of a convolution, taken forward: every product is another one of the same three matrices. */
export function plainTransposedConvolution(geometry: KernelGeometry, { input, parameters }: PlainRun): PlainStep {
  const size = sizeOf(geometry);
  const kernelEnd = size.inner * size.columns;
  const spread = new Float64Array(size.rows * size.inner);
  addToLeft(input, parameters, spread, size);
  return {
    output: withBias(laidDown(spread, geometry), parameters.subarray(kernelEnd)),
    pullBack: (delta, gradient) => {
      const patches = patchesOf(delta, geometry);
      if (gradient !== null) {
        addToRight(patches, input, gradient, size);
        addColumnSums(delta, gradient.subarray(kernelEnd));
      }
      const back = new Float64Array(input.length);
      addProduct(patches, parameters, back, size);
      return back;
    },
  };
}

/** Of patches, times a kernel, to filters. */
function sizeOf(geometry: KernelGeometry): ProductSize {
  const [down, right] = placesOf(geometry);
  return { rows: down * right, inner: patchSize(geometry), columns: geometry.filters };
}

function withBias(image: Float64Array, bias: Float64Array): Float64Array {
  for (let at = 0; at < image.length; at++) image[at] += bias[at % bias.length];
  return image;
}
