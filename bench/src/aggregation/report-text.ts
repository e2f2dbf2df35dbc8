import { paperCost } from './paper-cost.js';
import type { PeerAnswer } from './peer.js';
import type { RoundCost } from './simulate.js';

/** The one JSON object of `bench:aggregation`; seconds are processor time. */
export interface AggregationReport {
  readonly runtime: string;
  readonly headline: RoundCost;
  readonly peer: PeerAnswer;
  readonly bySites: readonly RoundCost[];
  readonly byLength: readonly RoundCost[];
  /** Null where it was left out. */
  readonly thousand: RoundCost | null;
}

export const coordinatorSeconds = ({ protocolSeconds, sumSeconds, unmaskSeconds }: RoundCost): number => protocolSeconds + sumSeconds + unmaskSeconds;

const HEADINGS = ['sites', 'neighbours', 'integers', 'gone', 'exact', 'site', 'coordinator', '= protocol', '+ sum', '+ unmask', 'masks', 'on paper', 'site sends beside the vector', 'bytes/integer'];

/** The report for people. */
export function reportText({ runtime, headline, peer, bySites, byLength, thousand }: AggregationReport): string {
  return [
    `Masked rounds in one process, ${runtime}; processor time of one site (mean) and of the coordinator, in ms`,
    '“gone”: sites that leave after sharing their secrets + sites that leave before revealing shares',
    '',
    ...table([HEADINGS, ...[headline, ...bySites, ...byLength, ...(thousand === null ? [] : [thousand])].map(row)]),
    '',
    ...peerLines(headline, peer),
    '',
  ].join('\n');
}

function row(cost: RoundCost): readonly string[] {
  const { scenario } = cost;
  const ms = (seconds: number): string => (1000 * seconds).toFixed(1);
  const bytes = 4 + cost.siteMessageBytes / scenario.length;
  return [
    String(scenario.sites),
    String(cost.neighbours),
    String(scenario.length),
    `${scenario.gone}+${scenario.late}`,
    cost.exact ? 'yes' : 'NO',
    ms(cost.siteSeconds),
    ms(coordinatorSeconds(cost)),
    ms(cost.protocolSeconds),
    ms(cost.sumSeconds),
    ms(cost.unmaskSeconds),
    String(cost.expansions),
    String(paperCost(cost).coordinatorMasks),
    `${(cost.siteMessageBytes / 1024).toFixed(1)} KiB`,
    bytes.toFixed(3),
  ];
}

function peerLines(headline: RoundCost, peer: PeerAnswer): readonly string[] {
  if (peer.kind === 'none') return [peer.reason];
  const { siteSeconds, coordinatorSeconds: theirs, maskSeconds } = peer.cost;
  return [
    `${peer.name}, the primitives of SecAgg+ in the same round, without signatures, 8 bytes an integer:`,
    `  site ${(1000 * siteSeconds).toFixed(0)} ms, ${(siteSeconds / headline.siteSeconds).toFixed(2)} times as long; coordinator ${(1000 * theirs).toFixed(0)} ms, ${(theirs / coordinatorSeconds(headline)).toFixed(2)} times as long; one mask ${(1000 * maskSeconds).toFixed(2)} ms`,
  ];
}

function table(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = lines[0].map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  return lines.map((line) => line.map((cell, k) => cell.padStart(widths[k])).join('  '));
}
