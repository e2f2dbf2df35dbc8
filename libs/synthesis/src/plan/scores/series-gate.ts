import { RHO_UNITS_PER_ONE, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import type { ScoresScope } from './scores-plan.js';

/** Shares of rho, which add up to 1. What a study leaves out is divided among the rest. */
export const SCORES_SHARES = { steps: 0.3, derived: 0.15, context: 0.1, moments: 0.45 } as const;

/** The standardised scores of a day are clipped to this squared length for each step: an ordinary day has 1. */
export const SQUARED_LENGTH_PER_STEP = 1.1;

/** The public numbers on which everything here depends. */
export interface SeriesTerms {
  readonly guarantee: Guarantee;
  /** Declared public number of units at all sites together: of days, or of persons where these are the unit. */
  readonly units: number;
  readonly sites: number;
  readonly honestSites: number;
  /** S, of all channels */
  readonly steps: number;
}

/** What noise would do to the three things that could be published. */
export interface SeriesNoise {
  /** s: standard deviation of the noise of one correlation */
  readonly correlation: number;
  /** o: standard deviation of the noise of one cell of a step, as a share of all units */
  readonly cell: number;
  /** Expected error of an average day of 12 numbers, on a scale where a channel's range is 1. */
  readonly profile: number;
}

/** Only the first two publish days; the others name what there would be room for instead. */
export type SeriesVerdict = ScoresScope | 'margins' | 'profile' | 'refused';

/** Cut-offs: judgements read off the curve in `FORECAST_CURVE`, not theorems. */
export const SERIES_LIMITS = { full: 0.2, weak: 0.5, cell: 0.1, profile: 0.02 } as const;

const PROFILE = { numbers: 12, norm: 1.2, meanOverDeviation: 0.8 } as const;

/** A vector of norm C with a share of rho has noise of C / sqrt(2 rho share) at each of h sites, S of which add up. */
export function seriesNoise({ guarantee, units, sites, honestSites, steps }: SeriesTerms): SeriesNoise {
  const mu = Math.sqrt((2 * rhoUnitsFor(guarantee)) / RHO_UNITS_PER_ONE);
  const moved = guarantee.adjacency === 'add-or-remove-one' ? 1 : 2;
  const unit = (moved * Math.sqrt(sites / honestSites)) / (mu * units);
  return {
    correlation: (unit * SQUARED_LENGTH_PER_STEP * steps) / Math.sqrt(2 * SCORES_SHARES.moments),
    cell: unit * Math.sqrt(steps / SCORES_SHARES.steps),
    profile: unit * PROFILE.norm * Math.sqrt(PROFILE.numbers / steps) * PROFILE.meanOverDeviation,
  };
}

export function verdictOf({ correlation, cell, profile }: SeriesNoise): SeriesVerdict {
  if (correlation <= SERIES_LIMITS.full) return 'full';
  if (correlation <= SERIES_LIMITS.weak) return 'weak';
  if (cell <= SERIES_LIMITS.cell) return 'margins';
  return profile <= SERIES_LIMITS.profile ? 'profile' : 'refused';
}

/** How many units the verdicts `full` and `weak` take: noise falls with the number of units. */
export function unitsNeeded(terms: SeriesTerms): { readonly full: number; readonly weak: number } {
  const { correlation } = seriesNoise(terms);
  return { full: Math.ceil((terms.units * correlation) / SERIES_LIMITS.full), weak: Math.ceil((terms.units * correlation) / SERIES_LIMITS.weak) };
}
