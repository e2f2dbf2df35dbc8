import type { Guarantee } from '@commonward/accounting';
import type { Trust } from '@commonward/synthesis/plan';
import { concatenatedImages, type ImageSet } from '@commonward/evaluation';
import { fourHospitals } from './four-hospitals.js';
import { centresAlone, drawImages, learnImages } from './learn-images.js';
import { imageFidelity, imageUtility, type ImageFidelity, type ImageUtility, type RealImages } from './score-images.js';

export interface ImageTask {
  readonly real: RealImages;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly seeds: number;
  readonly firstSeed: number;
  /** Whether classifiers are trained, which takes most of the time. */
  readonly classifiers: boolean;
  /** Whether a study that is refused is run all the same. */
  readonly force: boolean;
  readonly progress: (sentence: string) => void;
}

export interface ImageRun {
  readonly covaried: number;
  readonly expectedFrechet: number;
  /** Null if no classifiers were asked for. */
  readonly utility: ImageUtility | null;
  /** Of images as they are exported. */
  readonly fidelity: ImageFidelity;
  /** Of images with a quarter of the grain, which are cleaner to look at; from the same releases. */
  readonly clean: ImageFidelity;
  /** Of images that know nothing but the mean of their class; from the same first release. */
  readonly meansAlone: ImageFidelity;
  readonly sheet: ImageSet;
}

/** Less unrelated variance: a ribcage instead of grain. */
const CLEAN = 0.25;

/** One study for each seed: each has its own deal of images to hospitals, and privacy noise of its own. */
export function measureImages({ real, guarantee, trust, seeds, firstSeed, classifiers, force, progress }: ImageTask): readonly ImageRun[] {
  return Array.from({ length: seeds }, (_, turn) => {
    const seed = firstSeed + turn;
    progress(`epsilon ${guarantee.epsilon}, seed ${seed}, ${seeds} in all`);
    const hospitals = fourHospitals(real.train, seed);
    const learnt = learnImages(hospitals, { guarantee, trust, seed, force });
    const [exported, clean] = [drawImages(learnt, 1), drawImages(learnt, CLEAN)];
    const reference = { ...real, train: concatenatedImages(hospitals) };
    return {
      covaried: learnt.plan.covaried,
      expectedFrechet: learnt.expectedFrechet,
      utility: classifiers ? imageUtility(exported, real, seed) : null,
      fidelity: imageFidelity(exported, reference),
      clean: imageFidelity(clean, reference),
      meansAlone: imageFidelity(drawImages(centresAlone(learnt), 1), reference),
      sheet: clean,
    };
  });
}

/** What the numbers would be of real images: the training images as they are, and the test images as if they were synthetic. */
export function measureReal(real: RealImages, classifiers: boolean): Pick<ImageRun, 'utility' | 'fidelity'> {
  return { utility: classifiers ? imageUtility(real.train, real, 0) : null, fidelity: imageFidelity(real.test, real) };
}
