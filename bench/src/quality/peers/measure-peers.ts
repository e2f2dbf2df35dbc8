import type { Guarantee } from '@commonward/accounting';
import { splitOf, type BenchmarkCohort } from '../measure.js';
import { tableScores, type TableScores } from '../scores.js';
import { PEER_KINDS, type PeerMethod } from './peer-methods.js';
import type { TablePeers } from './table-peers.js';

export interface PeersTask {
  readonly cohort: BenchmarkCohort;
  readonly peers: TablePeers;
  readonly methods: readonly PeerMethod[];
  readonly epsilons: readonly number[];
  readonly delta: number;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly progress: (sentence: string) => void;
}

export type PeerScores = TableScores & { readonly cpuSeconds: number };

/** What one peer came to, seed after seed. */
export interface PeerOutcome {
  readonly method: PeerMethod;
  /** Its package and version; null where it is not installed. */
  readonly source: string | null;
  /** For all records in one place; null of a peer that has none. */
  readonly guarantee: Guarantee | null;
  readonly scores: readonly PeerScores[];
  /** Why the seeds that are not in `scores` are not, in the peer's own words. */
  readonly problems: readonly string[];
}

/** Gives every peer the training records that the sites have together, and scores what it draws as ours is scored. */
export async function measurePeers(task: PeersTask): Promise<PeerOutcome[]> {
  const outcomes: PeerOutcome[] = [];
  for (const method of task.methods) {
    const source = task.peers.sources.get(method);
    if (source === undefined) outcomes.push({ method, source: null, guarantee: null, scores: [], problems: [] });
    else for (const guarantee of guaranteesOf(method, task)) outcomes.push({ method, source, guarantee, ...(await scoresOf(method, guarantee, task)) });
  }
  return outcomes;
}

function guaranteesOf(method: PeerMethod, { epsilons, delta }: PeersTask): readonly (Guarantee | null)[] {
  switch (PEER_KINDS[method].view) {
    case 'values':
      return [null];
    case 'cells':
      return epsilons.map((epsilon) => ({ epsilon, delta, unit: 'patient', adjacency: 'add-or-remove-one' }));
  }
}

async function scoresOf(method: PeerMethod, guarantee: Guarantee | null, { cohort, peers, seeds, firstSeed, progress }: PeersTask): Promise<Pick<PeerOutcome, 'scores' | 'problems'>> {
  const { dictionary } = cohort;
  const scores: PeerScores[] = [];
  const problems: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const split = splitOf(cohort, seed);
    const answer = await peers.answer({ method, train: split.train, dictionary, guarantee, seed });
    if (answer.kind === 'failed') problems.push(answer.problem);
    else scores.push({ ...tableScores(answer.table, split, dictionary), cpuSeconds: answer.cpuSeconds });
    progress(`${PEER_KINDS[method].title}${guarantee === null ? '' : `, epsilon ${guarantee.epsilon}`}, seed ${seed}: ${answer.kind === 'failed' ? answer.problem : scoreWords(scores[scores.length - 1])}`);
  }
  return { scores, problems };
}

const scoreWords = ({ utility, fidelity, cpuSeconds }: PeerScores): string =>
  `accuracy ${utility.accuracy.toFixed(3)}, AUROC ${utility.auroc.toFixed(3)}, total variation ${fidelity.tv1.toFixed(3)} and ${fidelity.tv2.toFixed(3)}, ${cpuSeconds.toFixed(0)} CPU seconds`;
