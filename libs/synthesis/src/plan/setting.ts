/**
 * Where records are protected.
 *
 * - `moments`: counts and sums of records are noised, once, at each site.
 * - `noisy-input`: every record is randomised, once, at its site, and everything is learnt from the randomised ones. Tables only.
 */
export const SETTINGS = ['moments', 'noisy-input'] as const;
export type Setting = (typeof SETTINGS)[number];

/** Whether a parameter of the generator is chosen on the residuals of the released tables, which costs nothing; `none`: it is the same for every study. */
export const TUNINGS = ['none', 'residuals'] as const;
export type Tuning = (typeof TUNINGS)[number];
