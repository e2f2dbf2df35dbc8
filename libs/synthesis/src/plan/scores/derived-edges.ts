import type { SeriesChannel } from '@commonward/schema';

/** Where the values of a channel are cut, without its ends. */
const inner = ({ edges }: SeriesChannel): readonly number[] => edges.slice(1, -1);

const refined = (edges: readonly number[]): readonly number[] => edges.flatMap((edge, i) => (i === 0 ? [edge] : [(edges[i - 1] + edge) / 2, edge]));

/*
 * Means of several steps are cut by the channel's own public edges: they are in its unit, and whoever chose the edges knew what is
 * usual. A mean is seldom as low or as high as a single step, and less spread the more steps it is of.
 */

/** For the mean of a quarter of the day: the five edges in the middle. */
export function quarterEdges(channel: SeriesChannel): readonly number[] {
  const all = inner(channel);
  const first = Math.max(0, (all.length - 5) >> 1);
  return all.slice(first, first + 5);
}

/** For the mean of the day: four edges in the middle, and the places halfway between them. */
export function totalEdges(channel: SeriesChannel): readonly number[] {
  return refined(quarterEdges(channel).slice(0, 4));
}

/** For the lowest step of the day: the four lowest edges, and the places halfway between them. */
export function minimumEdges(channel: SeriesChannel): readonly number[] {
  return refined(inner(channel).slice(0, 4));
}

/** A step counts as active from here on. */
export function activeFrom(channel: SeriesChannel): number {
  const all = inner(channel);
  return all.length === 0 ? channel.edges[0] : all[(all.length - 1) >> 1];
}

/** For the number of active steps of a day of so many: none, and then every eighth of the day. */
export function activeEdges(steps: number): readonly number[] {
  return [...new Set(Array.from({ length: 6 }, (_, i) => 1 + Math.floor((i * steps) / 8)))].filter((edge) => edge <= steps);
}
