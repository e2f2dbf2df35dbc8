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

/**
 * Everything between the releases and the generator, from the releases alone: deterministic post-processing.
 *
 * @throws IntegrityError if every release had to be left out, or one has another length than the plan's
 */
export function replayGenerator(plan: TrainingPlan, payloads: readonly SitePayload[]): Replay {
  const releases = payloads.map(({ site, payload }) => ({ site, values: integersOf(payload, planLength(plan)) }));
  const { kept, leftOut } = screen(releases, plan);
  if (kept.length === 0) throw new IntegrityError('payload', `No release is in the sum: ${leftOut.map(({ site, reason }) => `${site}: ${reason}`).join(' ')}`);
  return replayAggregate(plan, aggregate({ kind: 'releases', releases: kept.map(({ values }) => values) }, plan), leftOut);
}

/**
 * The same from a masked sum, of which no single release is there to be screened.
 *
 * @throws RangeError if the plan is for another number of sites or of integers
 */
export function replaySum(plan: TrainingPlan, { residues, sites }: MaskedSum): Replay {
  return replayAggregate(plan, aggregate({ kind: 'sum', residues, sites: sites.length }, plan), []);
}

function replayAggregate(plan: TrainingPlan, sum: Aggregate, leftOut: readonly LeftOut[]): Replay {
  const signal = absorb({ ...sum, plan });
  const generator = trainGenerator(signal, plan);
  return { signal, generator, bytes: generatorBytes(generator), sites: sum.sites, leftOut };
}

/** Signed 32-bit integers, little-endian. @throws IntegrityError if there are not `length` of them */
function integersOf(payload: Uint8Array, length: number): Int32Array {
  if (payload.length !== 4 * length) throw new IntegrityError('payload', `A release of this plan holds ${length} integers of 4 bytes.`);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return Int32Array.from({ length }, (_, i) => view.getInt32(4 * i, true));
}
