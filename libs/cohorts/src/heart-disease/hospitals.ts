import type { HeartDiseaseSite } from './files.js';

/** The published summary figures of one hospital, which its simulation reproduces exactly, and its assumed case mix. */
export interface Hospital {
  readonly site: HeartDiseaseSite;
  readonly records: number;
  /** Records with num > 0. */
  readonly diseased: number;
  readonly women: number;
  /** Records with "?" in a column; columns that are not named have none. */
  readonly missing: Readonly<Record<string, number>>;
  /** Records with a zero that means missing. */
  readonly zeros: Readonly<Record<string, number>>;
  /** Years by which patients are older than those of a general hospital. An assumption: veterans are older. */
  readonly ageShift: number;
}

/** Figures from the published description of the data set (doi.org/10.24432/C52P4X). */
export const hospitals: readonly Hospital[] = [
  {
    site: 'cleveland',
    records: 303,
    diseased: 139,
    women: 97,
    missing: { ca: 4, thal: 2 },
    zeros: {},
    ageShift: 0,
  },
  {
    site: 'hungarian',
    records: 294,
    diseased: 106,
    women: 81,
    missing: { trestbps: 1, chol: 23, fbs: 8, restecg: 1, thalach: 1, exang: 1, slope: 190, ca: 291, thal: 266 },
    zeros: {},
    ageShift: 0,
  },
  {
    site: 'switzerland',
    records: 123,
    diseased: 115,
    women: 10,
    missing: { trestbps: 2, fbs: 75, restecg: 1, thalach: 1, exang: 1, oldpeak: 6, slope: 17, ca: 118, thal: 52 },
    zeros: { chol: 123 },
    ageShift: 0,
  },
  {
    site: 'va',
    records: 200,
    diseased: 149,
    women: 6,
    missing: { trestbps: 56, chol: 7, fbs: 7, thalach: 53, exang: 53, oldpeak: 56, slope: 102, ca: 198, thal: 166 },
    zeros: { trestbps: 1, chol: 49 },
    ageShift: 5,
  },
];
