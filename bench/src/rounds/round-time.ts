import { setTimeout as wait } from 'node:timers/promises';
import { processorSeconds } from './processor-time.js';
import { ProcessorTrace } from './processor-trace.js';

/** One round of a whole stack. */
export interface RoundTime {
  readonly seconds: number;
  /** Processor time meanwhile; null where processes come and go with each round. */
  readonly processorSeconds: ProcessorSeconds | null;
}

/** Of the coordinator or server, and of all sites or clients together. */
export interface ProcessorSeconds {
  readonly coordinator: number;
  readonly sites: number;
}

/** A stack that is up, with all its sites connected; rounds are played one at a time. */
export interface Stack {
  readonly name: string;
  /** Process ids of the coordinator and of the sites; null where they come and go with each round. */
  readonly processes: readonly [number, number] | null;
  /** @returns when it began and when its aggregate was known, in milliseconds since 1970 */
  readonly round: () => Promise<{ readonly beganAt: number; readonly endedAt: number }>;
}

/** Processes are at rest when they have used no more than this in the last `REST_MS`, and are awaited no longer than `LONGEST_REST_MS`. */
const REST_SECONDS = 0.02;
const REST_MS = 250;
const LONGEST_REST_MS = 60_000;

export async function timedRound({ processes, round }: Stack): Promise<RoundTime> {
  await atRest(processes ?? []);
  const trace = new ProcessorTrace(processes ?? []);
  try {
    const { beganAt, endedAt } = await round();
    const [coordinator, sites] = trace.used(beganAt, endedAt);
    return { seconds: (endedAt - beganAt) / 1000, processorSeconds: processes === null ? null : { coordinator, sites } };
  } finally {
    trace.end();
  }
}

/** What the last round left behind, such as threads that load the code of the next training, is no part of the next round. */
async function atRest(processes: readonly number[]): Promise<void> {
  const used = (): number => processes.map(processorSeconds).reduce((sum, seconds) => sum + seconds, 0);
  for (let [before, waited] = [used(), 0]; waited < LONGEST_REST_MS; waited += REST_MS) {
    await wait(REST_MS);
    const now = used();
    if (now - before <= REST_SECONDS) return;
    before = now;
  }
}

/** Rounds of one stack in one cell; seconds. */
export interface Timing {
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
  /** Medians. */
  readonly processorSeconds: ProcessorSeconds | null;
}

export function timingOf(rounds: readonly RoundTime[]): Timing {
  const seconds = rounds.map((round) => round.seconds);
  const used = rounds.flatMap(({ processorSeconds }) => processorSeconds ?? []);
  return {
    median: median(seconds),
    fastest: Math.min(...seconds),
    slowest: Math.max(...seconds),
    processorSeconds: used.length === 0 ? null : { coordinator: median(used.map(({ coordinator }) => coordinator)), sites: median(used.map(({ sites }) => sites)) },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
