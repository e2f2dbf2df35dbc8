import type { RoundCost } from './simulate.js';

/** The masks of one site's vector, and those that the coordinator makes again: what a round costs on paper. */
export interface PaperCost {
  readonly siteMasks: number;
  readonly coordinatorMasks: number;
}

/**
 * A site applies its own mask and one with each neighbour. The coordinator takes away the own mask of each survivor, and
 * for each site that is gone those of its surviving neighbours, here as if who is gone were spread evenly.
 *
 * @see Bonawitz et al. 2017, table 1; Bell et al. 2020, table 1
 */
export function paperCost({ scenario: { sites, gone }, neighbours }: Pick<RoundCost, 'scenario' | 'neighbours'>): PaperCost {
  const survivors = sites - gone;
  return { siteMasks: neighbours + 1, coordinatorMasks: survivors + Math.round((gone * neighbours * survivors) / (sites - 1)) };
}
