import type { PeerOutcome } from './peers/measure-peers.js';
import { PEER_KINDS } from './peers/peer-methods.js';
import type { QualityReport } from './report.js';
import { mean, spread, type Spread } from './spread.js';

/** One way to get records, and what they are worth; numbers are means over seeds. */
export interface ComparedRow {
  readonly name: string;
  /** For whom the noise is, in a few words. */
  readonly guarantee: string;
  readonly scores: ComparedScores | null;
  /** Why there are no scores, or fewer than of the others; null if there are all. */
  readonly remark: string | null;
}

export interface ComparedScores {
  readonly accuracy: Spread;
  readonly auroc: Spread;
  /** Null of real records, which are what distances are taken from. */
  readonly distances: { readonly tv1: number; readonly tv2: number; readonly corr: number; readonly copies: number } | null;
  /** Processor time of a peer, to learn and to draw; ours stands in its own report. */
  readonly cpuSeconds: number | null;
}

/** Ours beside real records and beside what others draw from the same training records, on the same splits. */
export function comparison(reports: readonly QualityReport[], peers: readonly PeerOutcome[]): ComparedRow[] {
  return [...reports.map(ourRow), ...realRows(reports[0]), ...peers.map(peerRow)];
}

function ourRow({ generator, epsilon, trust, accuracy, auroc, tv1, tv2, corr, copies }: QualityReport): ComparedRow {
  const noise = trust === 'local' ? 'each site its own noise' : 'sites share the noise';
  return { name: `Commonward, ${generator}`, guarantee: `epsilon ${epsilon}, ${noise}`, scores: { accuracy, auroc, distances: { tv1, tv2, corr, copies }, cpuSeconds: null }, remark: null };
}

function realRows({ trtr, bestSingleSite, independentColumns }: QualityReport): ComparedRow[] {
  const row = (name: string, { accuracy, auroc }: { accuracy: number; auroc: number }): ComparedRow => ({
    name,
    guarantee: 'none',
    scores: { accuracy: { mean: accuracy, sd: null }, auroc: { mean: auroc, sd: null }, distances: null, cpuSeconds: null },
    remark: null,
  });
  return [row('real records, pooled', trtr), row(`real records, ${bestSingleSite.site} only (best site)`, bestSingleSite), row('independent columns', independentColumns)];
}

function peerRow({ method, source, guarantee, scores, problems }: PeerOutcome): ComparedRow {
  const { title, packages } = PEER_KINDS[method];
  if (source === null) return { name: title, guarantee: '', scores: null, remark: `not here: $PYTHON has no ${packages}` };
  return {
    name: `${title} (${source})`,
    guarantee: guarantee === null ? 'none' : `epsilon ${guarantee.epsilon}, all records in one place`,
    scores: scores.length === 0 ? null : peerScores(scores),
    remark: problems.length === 0 ? null : `${problems.length} of ${problems.length + scores.length} seeds failed: ${problems[0]}`,
  };
}

function peerScores(scores: PeerOutcome['scores']): ComparedScores {
  const near = (of: (fidelity: PeerOutcome['scores'][number]['fidelity']) => number): number => mean(scores.map(({ fidelity }) => of(fidelity)));
  return {
    accuracy: spread(scores.map(({ utility }) => utility.accuracy)),
    auroc: spread(scores.map(({ utility }) => utility.auroc)),
    distances: { tv1: near(({ tv1 }) => tv1), tv2: near(({ tv2 }) => tv2), corr: near(({ corr }) => corr), copies: near(({ copies }) => copies) },
    cpuSeconds: mean(scores.map(({ cpuSeconds }) => cpuSeconds)),
  };
}
