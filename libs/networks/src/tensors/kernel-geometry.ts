/** How a kernel moves over an image; heights and widths in pixels. A series is an image of height 1. */
export interface KernelGeometry {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [height, width] */
  readonly kernel: readonly [number, number];
  /** How far the kernel moves at a time, [down, right]. */
  readonly stride: readonly [number, number];
  /** Zeros added on each side, [above and below, left and right]. */
  readonly padding: readonly [number, number];
  /** Channels on the other side of the kernel. */
  readonly filters: number;
}

/** The places of the kernel, [down, right]. */
export function placesOf({ height, width, kernel, stride, padding }: KernelGeometry): [number, number] {
  return [
    Math.floor((height + 2 * padding[0] - kernel[0]) / stride[0]) + 1,
    Math.floor((width + 2 * padding[1] - kernel[1]) / stride[1]) + 1,
  ];
}

/** Numbers under the kernel at one place. */
export function patchSize({ kernel, channels }: KernelGeometry): number {
  return channels * kernel[0] * kernel[1];
}
