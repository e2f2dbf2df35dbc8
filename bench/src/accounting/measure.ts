import { accounted, type Accounted } from './accounting.js';
import type { Peer } from './peer.js';

/** Medians over repeats. */
export interface Measured {
  readonly ours: Accounted;
  readonly theirs: Accounted | null;
}

/** After one run of each that is not timed, they take turns, so that what else the machine does falls on both. */
export async function measure({ repeats, peer }: { repeats: number; peer: Pick<Peer, 'accounted'> | null }): Promise<Measured> {
  const ours: Accounted[] = [];
  const theirs: Accounted[] = [];
  for (let turn = 0; turn <= repeats; turn += 1) {
    ours.push(accounted());
    if (peer !== null) theirs.push(await peer.accounted());
  }
  return { ours: medianOf(ours.slice(1)), theirs: peer === null ? null : medianOf(theirs.slice(1)) };
}

function medianOf(runs: readonly Accounted[]): Accounted {
  const seconds = runs.map(({ cpuSeconds }) => cpuSeconds).sort((a, b) => a - b);
  const middle = (seconds.length - 1) / 2;
  return { epsilon: runs[0].epsilon, cpuSeconds: (seconds[Math.floor(middle)] + seconds[Math.ceil(middle)]) / 2 };
}
