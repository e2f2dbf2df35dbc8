import type { Guarantee } from '@commonward/accounting';

/** What of the real records reaches the coordinator. */
export type Learning =
  /** Sums of gradients as they are: public records only. */
  | { readonly kind: 'exact' }
  /** Sums of clipped gradients, in the same steps as with noise: what is lost without any noise. Public records only. */
  | { readonly kind: 'clipped' }
  /** Noised sums of clipped gradients, with the full noise of every site. */
  | { readonly kind: 'noised'; readonly guarantee: Guarantee };

/** How long is trained, and on how many records at a time. */
export interface Schedule {
  /** Of the discriminator. */
  readonly steps: number;
  readonly perGeneratorStep: number;
  /** Every patient is in a step with probability sampled / outOf. */
  readonly sampled: number;
  readonly outOf: number;
  readonly smoothing: Smoothing;
}

/** What keeps a discriminator from telling real examples by where exactly they lie. For training without noise: noise and clipping do as much. */
export interface Smoothing {
  /** Standard deviation of the noise on what it is shown; 0 for none. */
  readonly blur: number;
  /** What half the squared slope at a real example costs on average; 0 for nothing. */
  readonly slopes: number;
  /** Slopes are counted in one of so many steps, and so many times as much. */
  readonly every: number;
}

export const NO_SMOOTHING: Smoothing = { blur: 0, slopes: 0, every: 1 };

/** How a network is trained: its settings without noise and clipping, and with. */
export interface Recipe<Settings> {
  readonly schedule: Schedule;
  readonly settings: Settings;
}

export interface Recipes<Settings> {
  readonly exact: Recipe<Settings>;
  /** Clipped, with noise or without. */
  readonly clipped: Recipe<Settings> & { readonly clippingNorm: number };
}

/** Beside its recipe, to what gradients are clipped; null if they are not. */
export function recipeFor<Settings>({ exact, clipped }: Recipes<Settings>, { kind }: Learning): Recipe<Settings> & { readonly clippingNorm: number | null } {
  return kind === 'exact' ? { ...exact, clippingNorm: null } : clipped;
}
