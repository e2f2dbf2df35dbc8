import type { Network } from '@commonward/networks/architectures';
import type { ClippedPart } from '../../plan/index.js';
import { runPlain } from '../neural/plain-network/run-plain.js';
import { sigmoid } from '../neural/plain-network/squashing.js';

/** A discriminator of rows, and where it stands; its last layer gives one logit. */
export interface Discriminator {
  readonly network: Network;
  readonly parameters: Float64Array;
}

/** What the discriminator is shown: its loss is softplus(-logit) for real rows, softplus(logit) for synthetic ones. */
type Shown = 'real' | 'synthetic';

/**
 * The mean over rows of the gradient of the loss, each row's gradient clipped first, as the sites do with those of real rows.
 *
 * @param parts of a gradient, each clipped by itself
 * @returns [parameters]
 */
export function clippedMeanSlopes({ network, parameters }: Discriminator, rows: readonly Float64Array[], { shown, parts }: { readonly shown: Shown; readonly parts: readonly ClippedPart[] }): Float64Array {
  const mean = new Float64Array(parameters.length);
  const gradient = new Float64Array(parameters.length);
  for (const row of rows) {
    const { output, pullBack } = runPlain(network, parameters, row);
    pullBack(logitDelta(output[0], shown), gradient.fill(0));
    addClipped(gradient, parts, mean);
  }
  return mean.map((sum) => sum / rows.length);
}

/** The gradient of a row's loss by the row itself, were it shown as a real one. [row] */
export function slopesOfRow({ network, parameters }: Discriminator, row: Float64Array): Float64Array {
  const { output, pullBack } = runPlain(network, parameters, row);
  return pullBack(logitDelta(output[0], 'real'), null);
}

function addClipped(gradient: Float64Array, parts: readonly ClippedPart[], sum: Float64Array): void {
  let start = 0;
  for (const { length, norm } of parts) {
    let squared = 0;
    for (let p = start; p < start + length; p++) squared += gradient[p] * gradient[p];
    const kept = squared > norm * norm ? norm / Math.sqrt(squared) : 1;
    for (let p = start; p < start + length; p++) sum[p] += kept * gradient[p];
    start += length;
  }
}

const logitDelta = (logit: number, shown: Shown): Float64Array => Float64Array.of(sigmoid(logit) - (shown === 'real' ? 1 : 0));
