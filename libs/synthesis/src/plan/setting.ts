/**
 * Where records are protected.
 *
 * - `moments`: counts and sums of records are noised, once, at each site.
 * - `noisy-input`: every record is randomised, once, at its site, and everything is learnt from the randomised ones. Tables only.
 * - `dp-training`: a neural discriminator is trained at the sites, and the sum of its gradients is noised in each of many rounds.
 */
export const SETTINGS = ['moments', 'noisy-input', 'dp-training'] as const;
export type Setting = (typeof SETTINGS)[number];

/** Whether a parameter of the generator is chosen on the residuals of the released tables, which costs nothing; `none`: it is the same for every study. */
export const TUNINGS = ['none', 'residuals'] as const;
export type Tuning = (typeof TUNINGS)[number];
