import { patchSize, placesOf, type KernelGeometry } from '@commonward/networks/architectures';

/** What lies under the kernel at each place, zeros beyond the rim: [places, channels * kernel height * kernel width]. @param image [height * width * channels] */
export function patchesOf(image: Float64Array, geometry: KernelGeometry): Float64Array {
  const { channels, kernel } = geometry;
  const taps = kernel[0] * kernel[1];
  const [down, right] = placesOf(geometry);
  const patches = new Float64Array(down * right * patchSize(geometry));
  eachTouch(geometry, (inPatches, inImage) => {
    for (let c = 0; c < channels; c++) patches[inPatches + c * taps] = image[inImage + c];
  });
  return patches;
}

/** The adjoint: what is said of each patch, added up for each pixel. @returns [height * width * channels] */
export function laidDown(patches: Float64Array, geometry: KernelGeometry): Float64Array {
  const { height, width, channels, kernel } = geometry;
  const taps = kernel[0] * kernel[1];
  const image = new Float64Array(height * width * channels);
  eachTouch(geometry, (inPatches, inImage) => {
    for (let c = 0; c < channels; c++) image[inImage + c] += patches[inPatches + c * taps];
  });
  return image;
}

/** Every tap of the kernel that lies on a pixel: where the first channel of both is. */
function eachTouch(geometry: KernelGeometry, visit: (inPatches: number, inImage: number) => void): void {
  const { height, width, channels, kernel, stride, padding } = geometry;
  const [down, right] = placesOf(geometry);
  const size = patchSize(geometry);
  for (let place = 0; place < down * right; place++) {
    const top = Math.floor(place / right) * stride[0] - padding[0];
    const left = (place % right) * stride[1] - padding[1];
    for (let ky = Math.max(0, -top); ky < Math.min(kernel[0], height - top); ky++) {
      for (let kx = Math.max(0, -left); kx < Math.min(kernel[1], width - left); kx++) {
        visit(place * size + ky * kernel[1] + kx, ((top + ky) * width + left + kx) * channels);
      }
    }
  }
}
