import type { ImageSet } from '@commonward/evaluation';
import { imageGan, type Gan, type ImageGanSettings } from '@commonward/networks';
import { imageRows, imagesOf } from './image-rows.js';
import { recipeFor, type Learning, type Recipes } from './learning.js';
import { train } from './train.js';

export interface ImageTask {
  readonly hospitals: readonly ImageSet[];
  /** Of each class. */
  readonly images: number;
  readonly learning: Learning;
  readonly recipes: ImageRecipes;
  readonly uniform: () => number;
}

export type ImageRecipes = Recipes<Omit<ImageGanSettings, 'shape' | 'classShares' | 'blur' | 'clippingNorm' | 'uniform'>>;

export interface LearntImages {
  readonly synthetic: ImageSet;
  /** What public numbers forecast of the gradients' signal to noise; null without noise. */
  readonly forecast: number | null;
}

const CLASSES = 2;
const EQUAL_SHARES = [0.5, 0.5];

/** Trains a network for square images of two classes between hospitals and coordinator, and draws as many of each class. */
export function learnImages({ hospitals, images, learning, recipes, uniform }: ImageTask): LearntImages {
  const size = hospitals[0].height;
  const { settings, schedule, clippingNorm } = recipeFor(recipes, learning);
  const gan = imageGan({ ...settings, shape: { height: size, width: size, classes: CLASSES }, classShares: EQUAL_SHARES, blur: schedule.smoothing.blur, clippingNorm, uniform });
  const forecast = train(gan, { sites: hospitals.map((hospital) => imageRows(hospital, CLASSES)), classes: CLASSES, learning, schedule, clippingNorm, uniform });
  return { synthetic: drawImages(gan, { size, images }), forecast };
}

/** Images drawn at a time. */
const AT_A_TIME = 200;

function drawImages(gan: Gan<Float32Array>, { size, images }: { readonly size: number; readonly images: number }): ImageSet {
  const labels = Uint8Array.from({ length: CLASSES * images }, (_, at) => at % CLASSES);
  const pixels = new Uint8Array(labels.length * size * size);
  for (let at = 0; at < labels.length; at += AT_A_TIME) pixels.set(imagesOf(gan.draw([...labels.subarray(at, at + AT_A_TIME)])), at * size * size);
  return { height: size, width: size, pixels, labels };
}
