import { IntegrityError } from '@commonward/envelope';
import { absorb, aggregate, generatorBytes, screen, trainGenerator, type Aggregate, type Generator, type LeftOut, type Signal } from '@commonward/synthesis/coordinator';
import { planLength, type TrainingPlan } from '@commonward/synthesis/plan';

export interface Replay {
  readonly signal: Signal;
  readonly generator: Generator;
  /** Canonical little-endian float32 parameters: what the generator's hash is taken over. */
  readonly bytes: Uint8Array;
  /** How many releases are in the sum. */
  readonly sites: number;
  /** Releases that cannot be honest, which are not. */
  readonly leftOut: readonly LeftOut[];
}

/** One site's release as it was sent. */
export interface SitePayload {
  readonly site: string;
  readonly payload: Uint8Array;
}

/** What unmasking gives. */
export interface MaskedSum {
  /** Modulo 2^32. */
  readonly residues: Uint32Array;
  /** The sites whose vectors are in it. */
  readonly sites: readonly string[];
}

/** What the sites of a round say together, before anything is learnt from it. */
export interface RoundSum {
  readonly aggregate: Aggregate;
  /** Releases that cannot be honest, which are not in it. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * The sum of the releases that can be honest.
 *
 * @throws IntegrityError if every release had to be left out, or one has another length than the plan's
 */
export function sumOfReleases(plan: TrainingPlan, payloads: readonly SitePayload[]): RoundSum {
  const releases = payloads.map(({ site, payload }) => ({ site, values: integersOf(payload, planLength(plan)) }));
  const { kept, leftOut } = screen(releases, plan);
  if (kept.length === 0) throw new IntegrityError('payload', `No release is in the sum: ${leftOut.map(({ site, reason }) => `${site}: ${reason}`).join(' ')}`);
  return { aggregate: aggregate({ kind: 'releases', releases: kept.map(({ values }) => values) }, plan), leftOut };
}

/**
 * The same of a masked round, of which no single release is there to be screened.
 *
 * @throws RangeError if the plan is for another number of sites or of integers
 */
export function sumOfMasked(plan: TrainingPlan, { residues, sites }: MaskedSum): RoundSum {
  return { aggregate: aggregate({ kind: 'sum', residues, sites: sites.length }, plan), leftOut: [] };
}

/** Everything between the sum and the generator: deterministic post-processing. */
export function replayFrom(plan: TrainingPlan, { aggregate: sum, leftOut }: RoundSum): Replay {
  const signal = absorb({ ...sum, plan });
  const generator = trainGenerator(signal, plan);
  return { signal, generator, bytes: generatorBytes(generator), sites: sum.sites, leftOut };
}

/** Everything between the releases and the generator. @throws as `sumOfReleases` */
export const replayGenerator = (plan: TrainingPlan, payloads: readonly SitePayload[]): Replay => replayFrom(plan, sumOfReleases(plan, payloads));

/** Everything between the masked sum and the generator. @throws as `sumOfMasked` */
export const replaySum = (plan: TrainingPlan, sum: MaskedSum): Replay => replayFrom(plan, sumOfMasked(plan, sum));

/** Signed 32-bit integers, little-endian. @throws IntegrityError if there are not `length` of them */
function integersOf(payload: Uint8Array, length: number): Int32Array {
  if (payload.length !== 4 * length) throw new IntegrityError('payload', `A release of this plan holds ${length} integers of 4 bytes.`);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const integers = new Int32Array(length);
  for (let i = 0; i < length; i += 1) integers[i] = view.getInt32(4 * i, true);
  return integers;
}
