import { concatenatedImages, seededRandom, type ImageSet } from '@commonward/evaluation';
import { fourHospitals } from '../images/four-hospitals.js';
import { imageFidelity, imageUtility, type RealImages } from '../images/score-images.js';
import { learnImages } from './learn-images.js';
import type { Learning } from './learning.js';
import type { Scores, Study } from './measure.js';
import { imageRecipes } from './recipes.js';

/** As many images of each class as the classifiers of `bench:images` learn from. */
const PER_CLASS = 2000;

export interface ImageStudies {
  readonly real: RealImages;
  readonly learning: Learning;
  /** Whether classifiers are trained, which takes most of the time of a score. */
  readonly classifiers: boolean;
}

/** Scores as those of `bench:images`. */
export function imageStudies({ real, learning, classifiers }: ImageStudies): (seed: number) => Study<ImageSet> {
  return (seed) => {
    const hospitals = fourHospitals(real.train, seed);
    const random = seededRandom(seed);
    return {
      learn: () => learnImages({ hospitals, images: PER_CLASS, learning, recipes: imageRecipes, uniform: () => random.uniform() }),
      score: (synthetic) => {
        const fidelity = imageFidelity(synthetic, { ...real, train: concatenatedImages(hospitals) });
        return { ...(classifiers ? utility(synthetic, real, seed) : {}), ...fidelity };
      },
    };
  };
}

function utility(synthetic: ImageSet, real: RealImages, seed: number): Scores {
  const { auroc, balancedAccuracy } = imageUtility(synthetic, real, seed);
  return { auroc, balancedAccuracy };
}
