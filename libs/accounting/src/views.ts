import type { DiscreteGaussianEvent, NoisedBlock, SummedGaussianEvent } from './dp-event.js';
import { outOfRange } from './out-of-range.js';
import { rhoUnits } from './rho-units.js';

/** What somebody who sees this much of the noise could learn: rho-zCDP, in whole units of 10^-12, rounded up. */
export interface View {
  /** How many shares of noise, each of the release's own variance, the viewer cannot subtract. */
  readonly honestShares: number;
  readonly rhoUnits: number;
}

export interface Views {
  /** Everybody else is against the site: its own noise alone protects its patients. */
  readonly alone: View;
  /** The coordinator and `corrupted` sites share all they know, and see otherwise only the sum. */
  readonly coalition: View;
  /** Nobody does: the sum is seen, with the noise of every site in it. */
  readonly allHonest: View;
}

/**
 * The three views of one site's release: with its full noise (`trust: local`) or with its share of it (`trust: shared`).
 *
 * The second and third hold only where the coordinator sees nothing but the sum of the releases.
 * @param blocks of this site's release, with the variance of its own noise; every site adds noise of the same variances
 * @param sites how many sites add up; corrupted of them are against this one, so at most sites - 1
 * @throws RangeError if a number is outside its bounds
 */
export function viewsOf(release: { readonly blocks: readonly NoisedBlock[]; readonly sites: number; readonly corrupted: number }): Views {
  const { blocks, sites, corrupted } = release;
  checkPositive('sites', sites);
  if (!(Number.isSafeInteger(corrupted) && corrupted >= 0 && corrupted < sites)) throw outOfRange('corrupted', corrupted, `an integer from 0 to sites - 1, which is ${sites - 1}`);
  blocks.forEach(({ coordinates }, b) => checkPositive(`blocks[${b}].coordinates`, coordinates));
  return {
    alone: viewOf(blocks, 1),
    coalition: viewOf(blocks, sites - corrupted),
    allHonest: viewOf(blocks, sites),
  };
}

/** The three views of a release as it was booked: of a sum that holds no more releases than it must. */
export const viewsOfEvent = ({ blocks, summed, corrupted }: SummedGaussianEvent): Views => viewsOf({ blocks, sites: summed, corrupted });

/** What the site itself made, whoever else adds to the sum. */
export function ownRelease({ blocks }: SummedGaussianEvent): DiscreteGaussianEvent {
  return { kind: 'discrete-gaussian', blocks: blocks.map(({ squaredSensitivity, variance }) => ({ squaredSensitivity, variance })) };
}

function viewOf(blocks: readonly NoisedBlock[], honestShares: number): View {
  const event = { kind: 'summed-discrete-gaussian', trust: 'shared', blocks, summed: honestShares, corrupted: 0 } as const;
  return { honestShares, rhoUnits: rhoUnits(event) };
}

function checkPositive(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value > 0)) throw outOfRange(name, value, 'a positive safe integer');
}
