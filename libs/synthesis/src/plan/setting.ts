/**
 * Where records are protected.
 *
 * - `moments`: counts and sums of records are noised, once, at each site.
 * - `noisy-input`: every record is randomised, once, at its site, and everything is learnt from the randomised ones. Tables only.
 */
export const SETTINGS = ['moments', 'noisy-input'] as const;
export type Setting = (typeof SETTINGS)[number];
