import type { CohortFiles } from '../cohort-files.js';
import { uniformStream } from '../uniform-stream.js';
import { folderOf, type ChestXrays } from './importer.js';

const SIDE = 28;
const IMAGES = { training: [1210, 3490], test: [234, 390] } as const;

/**
 * Simulates the chest X-rays of the four hospitals, for use where the real ones are not at hand: dark lungs in a grey chest, each a
 * little different, and in pneumonia bright patches in the lungs. They follow from no real image.
 * @param seed 32 bytes; the same seed gives the same files
 * @throws RangeError if the seed has another length
 */
export function simulateChestXrays({ seed }: { readonly seed: Uint8Array }): CohortFiles {
  const uniform = uniformStream(seed);
  return folderOf({ training: someImages(IMAGES.training, uniform), test: someImages(IMAGES.test, uniform) }, seed);
}

/**
 * Simulated chest X-rays of nobody in particular, the normal ones first.
 * @param seed 32 bytes; the same seed gives the same images
 * @throws RangeError if the seed has another length
 */
export function simulatedXrays({ normal, pneumonia, seed }: { readonly normal: number; readonly pneumonia: number; readonly seed: Uint8Array }): ChestXrays {
  return someImages([normal, pneumonia], uniformStream(seed));
}

/** @param counts of normal images and of pneumonia */
function someImages([normal, pneumonia]: readonly [number, number], uniform: () => number): ChestXrays {
  const labels = Uint8Array.from({ length: normal + pneumonia }, (_, at) => (at < normal ? 0 : 1));
  const pixels = new Uint8Array(labels.length * SIDE * SIDE);
  labels.forEach((label, at) => pixels.set(anImage(label === 1, uniform), at * SIDE * SIDE));
  return { height: SIDE, width: SIDE, pixels, labels };
}

/** A soft spot: its middle and its reach in pixels, and what it adds to the grey. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly across: number;
  readonly down: number;
  readonly grey: number;
}

function anImage(isIll: boolean, uniform: () => number): Uint8Array {
  const around = (middle: number, reach: number) => middle + reach * (2 * uniform() - 1);
  const lung = (x: number): Spot => ({ x: around(x, 1), y: around(13, 1.5), across: around(3.8, 0.6), down: around(7.5, 1), grey: around(-95, 15) });
  const patch = (x: number): Spot => ({ x: around(x, 3), y: around(15, 5), across: around(3, 1), down: around(3, 1), grey: around(60, 20) });
  const chest: Spot = { x: 13.5, y: around(15, 1), across: around(11, 1), down: 14, grey: around(150, 20) };
  const spots = [chest, lung(8.5), lung(18.5), ...(isIll ? [patch(8.5), patch(18.5)] : [])];
  return Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const grey = spots.reduce((sum, spot) => sum + spot.grey * nearness(spot, at % SIDE, Math.floor(at / SIDE)), around(30, 12));
    return Math.round(Math.min(Math.max(grey, 0), 255));
  });
}

/** 1 in the middle of a spot, a half at its reach, less beyond. */
function nearness({ x, y, across, down }: Spot, column: number, row: number): number {
  const squared = ((column - x) / across) ** 2 + ((row - y) / down) ** 2;
  return 1 / (1 + squared * squared);
}
