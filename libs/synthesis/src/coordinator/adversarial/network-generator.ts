import { parameterCount } from '@commonward/networks/architectures';
import { classCount, type GradientsPlan } from '../../plan/index.js';
import { subjectOf } from './subject-of.js';
import type { TrainingState } from './training-state.js';

/**
 * A network that draws records of the plan's kind: told a class, it makes random numbers into one.
 *
 * All parameters are float32: the bytes are the whole generator, and whoever reads them draws the same records.
 */
export interface NetworkGenerator {
  /** estimated number of records that it learnt from */
  readonly records: number;
  /** [classes] adding up to 1 */
  readonly classShares: Float32Array;
  /** [parameters of the subject's generator] */
  readonly parameters: Float32Array;
}

export const networkGenerator = ({ classShares, average }: TrainingState, records: number): NetworkGenerator => ({
  records: Math.fround(records),
  classShares: Float32Array.from(classShares),
  parameters: Float32Array.from(average),
});

/** The generator as little-endian float32: records, class shares, parameters. */
export function networkGeneratorBytes({ records, classShares, parameters }: NetworkGenerator): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * (1 + classShares.length + parameters.length)));
  [records, ...classShares, ...parameters].forEach((value, at) => view.setFloat32(4 * at, value, true));
  return new Uint8Array(view.buffer);
}

/**
 * The generator that `networkGeneratorBytes` wrote.
 * @throws RangeError if the bytes do not have the length that the plan's dictionary calls for
 */
export function readNetworkGenerator(bytes: Uint8Array, { dictionary }: Pick<GradientsPlan, 'dictionary'>): NetworkGenerator {
  const classes = classCount(dictionary);
  const expected = 4 * (1 + classes + parameterCount(subjectOf(dictionary).generator));
  if (bytes.length !== expected) throw new RangeError(`The generator has ${bytes.length} bytes; this plan calls for ${expected}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = Float32Array.from({ length: expected / 4 }, (_, at) => view.getFloat32(4 * at, true));
  return { records: numbers[0], classShares: numbers.slice(1, 1 + classes), parameters: numbers.slice(1 + classes) };
}
