import { concatenatedImages, type ImageSet } from '@commonward/evaluation';
import { fourHospitals } from '../images/four-hospitals.js';
import { imageFidelity, imageUtility, type RealImages } from '../images/score-images.js';
import type { Learnt, Scores, Study } from './measure.js';

/** As many images of each class as the classifiers of `bench:images` learn from. */
const PER_CLASS = 2000;

export interface ImageStudies {
  readonly real: RealImages;
  /** @param images of each class */
  readonly learn: (task: { readonly hospitals: readonly ImageSet[]; readonly images: number; readonly seed: number }) => Learnt<ImageSet>;
  /** Whether classifiers are trained, which takes most of the time of a score. */
  readonly classifiers: boolean;
}

/** Scores as those of `bench:images`. */
export function imageStudies({ real, learn, classifiers }: ImageStudies): (seed: number) => Study<ImageSet> {
  return (seed) => {
    const hospitals = fourHospitals(real.train, seed);
    return {
      learn: () => learn({ hospitals, images: PER_CLASS, seed }),
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
