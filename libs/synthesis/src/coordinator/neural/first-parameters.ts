import { log } from '../../plan/deterministic-math.js';
import type { Uniform } from '../public-randomness.js';
import { layersOf, parametersOf } from './dense-layers.js';

/** No cell begins with a smaller share, so that every one can still grow. */
const SMALLEST_SHARE = 0.003;
/** The heads begin near the one-way tables, so their weights begin at half of the usual size. */
const HEAD_SIZE = 0.5;

/**
 * Uniform weights within 1 / sqrt(inputs), hidden biases of zero, and the logs of the one-way tables as the biases of the heads: so
 * training begins near independent columns.
 *
 * @param oneWays [D] shares; noise can make one negative
 * @see LeCun, Bottou, Orr, Müller 1998, Efficient BackProp, section 4.6
 */
export function firstParameters({ widths, oneWays, uniform }: { readonly widths: readonly number[]; readonly oneWays: Float64Array; readonly uniform: Uniform }): Float64Array {
  const parameters = new Float64Array(parametersOf(widths));
  const layers = layersOf(parameters, widths);
  layers.forEach(({ weights: { rows, values } }, l) => {
    const bound = (l === layers.length - 1 ? HEAD_SIZE : 1) / Math.sqrt(rows);
    values.forEach((_, at) => (values[at] = bound * (2 * uniform() - 1)));
  });
  layers[layers.length - 1].bias.set(oneWays.map((share) => log(Math.max(share, SMALLEST_SHARE))));
  return parameters;
}
