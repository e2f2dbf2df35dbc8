import { columnCells, type SeriesChannel } from '@commonward/schema';
import { log } from '../deterministic-math.js';

/**
 * The public score of each cell of a channel: the logarithm of the middle of its bin, for activity and most of what bodies do is
 * spread over powers rather than sums; of channels that go below zero the middle itself.
 *
 * Scores increase with the bins; only their differences matter. A missing reading scores one first step below the lowest bin.
 * @returns [cells]
 */
export function binScores(channel: SeriesChannel): Float64Array {
  const { edges, spikes } = channel;
  const scale = scaleOf(channel);
  const bins = edges.slice(1).map((end, bin) => scale(bin < spikes.length ? spikes[bin] : middleOf(channel, { low: Math.max(edges[bin], channel.min), high: Math.min(end, channel.max) })));
  const missing = columnCells(channel).missingCell === null ? [] : [bins[0] - (bins.length > 1 ? bins[1] - bins[0] : 1)];
  return Float64Array.from([...bins, ...missing]);
}

/** Logarithmic above zero; at zero, with the first edge above it for a unit. */
function scaleOf({ min, edges }: SeriesChannel): (value: number) => number {
  if (min < 0) return (value) => value;
  if (min > 0) return (value) => log(value);
  const unit = edges.find((edge) => edge > 0) ?? 1;
  return (value) => log(1 + value / unit);
}

/** Of a bin that holds nothing but its lower end, that end; else the geometric middle, if there is one. */
function middleOf({ integer }: SeriesChannel, { low, high }: { readonly low: number; readonly high: number }): number {
  if (integer && high - low <= 1) return low;
  return low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
}
