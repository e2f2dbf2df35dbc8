import { IntegrityError } from '@commonward/envelope';
import { absorb, aggregate, generatorBytes, trainGenerator, type Generator, type Signal } from '@commonward/synthesis/coordinator';
import { planLength, type TrainingPlan } from '@commonward/synthesis/plan';

export interface Replay {
  readonly signal: Signal;
  readonly generator: Generator;
  /** Canonical little-endian float32 parameters: what the generator's hash is taken over. */
  readonly bytes: Uint8Array;
}

/** Everything between the releases and the generator, from the releases alone: deterministic post-processing. */
export function replayGenerator(plan: TrainingPlan, payloads: readonly Uint8Array[]): Replay {
  const releases = payloads.map((payload) => integersOf(payload, planLength(plan)));
  const signal = absorb({ ...aggregate({ kind: 'releases', releases }, plan), plan });
  const generator = trainGenerator(signal, plan);
  return { signal, generator, bytes: generatorBytes(generator) };
}

/** Signed 32-bit integers, little-endian. @throws IntegrityError if there are not `length` of them */
function integersOf(payload: Uint8Array, length: number): Int32Array {
  if (payload.length !== 4 * length) throw new IntegrityError('payload', `A release of this plan holds ${length} integers of 4 bytes.`);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return Int32Array.from({ length }, (_, i) => view.getInt32(4 * i, true));
}
