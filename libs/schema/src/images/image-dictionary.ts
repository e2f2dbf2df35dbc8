import type { Category } from '../dictionary.js';

/** Where an image's class is written. */
export type LabelSource =
  /** The images of each class lie in a folder that bears its code. */
  | { readonly from: 'folders' }
  /** A CSV file in the folder of the images names the file and the class of each. */
  | { readonly from: 'table'; readonly file: string; readonly image: string; readonly label: string }
  /** Two arrays of a .npz file, as long as each other. */
  | { readonly from: 'arrays'; readonly images: string; readonly labels: string };

/** The public description of labelled images. It is part of a study and holds nothing learned from images. */
export interface ImageDictionary {
  readonly name: string;
  readonly version: string;
  readonly kind: 'image';
  readonly title: string;
  /** What the guarantee of a study protects one of. */
  readonly unit: 'image' | 'patient';
  /** The column of the table of labels, or the array, that tells patients apart; null if nothing does. */
  readonly patientId: string | null;
  /** How many images of a patient are used, the first ones; null exactly where there is no patientId. */
  readonly imagesPerPatient: number | null;
  /** Rounded numbers of images that sites have declared public, by site name. */
  readonly publicCohortSize: Readonly<Record<string, number>>;
  /** The images themselves are public (a benchmark or a simulation). */
  readonly public: boolean;
  /** The size that every image is brought to. */
  readonly image: { readonly height: number; readonly width: number };
  /** The values of the files that are black and white; others are cut off at them. */
  readonly grey: { readonly black: number; readonly white: number };
  /** The closed list of what an image can show. */
  readonly classes: readonly Category[];
  readonly labels: LabelSource;
}
