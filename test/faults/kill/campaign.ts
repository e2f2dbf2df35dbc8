import { WaitedInVain } from '../../consortium/until.js';
import { coordinatorPoints, killCoordinator } from './kill-coordinator.js';
import { killSite, sitePoints } from './kill-site.js';
import { countFindings, countKills, emptyTally, type Tally } from './tally.js';
import { World } from './world.js';

export type Victim = 'site' | 'coordinator';

export interface Campaign {
  readonly victim: Victim;
  readonly choice: Choice;
  readonly say: (line: string) => void;
}

export type Choice =
  /** So many of the points, evenly spread; all if there are fewer. */
  | { readonly kind: 'spread'; readonly most: number }
  /** These, from 1. */
  | { readonly kind: 'at'; readonly points: readonly number[] };

/** Ledgers stay short enough to be read in no time. */
const ROUNDS_IN_ONE_WORLD = 12;
/** Prime, so that the second kills come to lie everywhere in the recoveries. */
const STRIDE = 7;

/** Kills a process at each of its points in turn, each time a second time in its recovery. */
export async function campaign({ victim, choice, say }: Campaign): Promise<Tally> {
  const tally = emptyTally();
  const points = await inWorld({ victim, tally, say }, async (world) => {
    // The first round of a site has more points than every later one: it also begins the record of what was witnessed.
    await pointsOf(victim, world);
    return pointsOf(victim, world);
  });
  if (points === null) return tally;
  say(`${victim}: ${points.length} points in a round.`);
  const waiting = [...chosen(choice, points.length)];
  while (waiting.length > 0) {
    await inWorld({ victim, tally, say }, async (world) => {
      for (const at of waiting.splice(0, ROUNDS_IN_ONE_WORLD)) {
        const killed = await kill(victim, world, { at, again: 1 + ((STRIDE * at) % points.length) });
        countKills(tally, killed);
        say(`${victim} ${String(at).padStart(3)}: ${killed[0] ?? 'not reached'}; then ${killed[1] ?? 'not killed'}`);
      }
    });
  }
  return tally;
}

async function inWorld<T>({ victim, tally, say }: Pick<Campaign, 'victim' | 'say'> & { readonly tally: Tally }, work: (world: World) => Promise<T>): Promise<T | null> {
  const world = await World.begin(victim === 'site' ? ['cleveland'] : ['cleveland', 'va']);
  try {
    const result = await work(world).catch((error: unknown) => {
      if (!(error instanceof WaitedInVain)) throw error;
      tally.unfinished += 1;
      say(`VIOLATION ${error.message} The points that were left in this world are passed over.`);
      return null;
    });
    world.onlooker.look();
    const defects = await Promise.all(world.agents.map((agent) => agent.defect()));
    countFindings(tally, world.onlooker, defects);
    for (const what of [...world.onlooker.findings.map((finding) => finding.what), ...defects]) if (what !== null) say(`VIOLATION ${what}`);
    return result;
  } finally {
    await world.end();
  }
}

function pointsOf(victim: Victim, world: World): Promise<readonly string[]> {
  switch (victim) {
    case 'site':
      return sitePoints(world);
    case 'coordinator':
      return coordinatorPoints(world);
  }
}

function kill(victim: Victim, world: World, points: { readonly at: number; readonly again: number }): Promise<readonly (string | null)[]> {
  switch (victim) {
    case 'site':
      return killSite(world, points);
    case 'coordinator':
      return killCoordinator(world, points);
  }
}

function chosen(choice: Choice, count: number): readonly number[] {
  switch (choice.kind) {
    case 'spread':
      return spread(count, choice.most);
    case 'at':
      return choice.points;
  }
}

/** @returns at most `most` of the numbers 1 to `count`, the first and the last among them */
export function spread(count: number, most: number): readonly number[] {
  if (most >= count) return Array.from({ length: count }, (_, index) => index + 1);
  if (most === 1) return [count];
  return Array.from({ length: most }, (_, index) => 1 + Math.round((index * (count - 1)) / (most - 1)));
}
