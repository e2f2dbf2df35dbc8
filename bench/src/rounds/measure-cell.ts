import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Children } from './children.js';
import { flowerStack, type Peer } from './flower-stack.js';
import { ourStacks } from './our-stack.js';
import { timedRound, timingOf, type RoundTime, type Stack, type Timing } from './round-time.js';
import { integersOf, shapeFor } from './study-of-size.js';

/** Rounds before the first that is timed, in which connections are made and code is compiled. */
const WARM_UP_ROUNDS = 2;
const MEBIBYTE = 2 ** 20;

export interface CellTask {
  readonly sites: number;
  readonly megabytes: number;
  readonly rounds: number;
  readonly peer: Peer;
}

export interface CellTiming {
  readonly sites: number;
  readonly megabytes: number;
  /** Integers in the release of a site, and numbers in Flower's weights; 4 bytes each. */
  readonly numbers: number;
  readonly plain: Timing;
  readonly masked: Timing;
  /** Null without a peer. */
  readonly flower: Timing | null;
}

/** Times rounds of all stacks in turn, so that whatever else the machine does falls on each of them. */
export async function measureCell({ sites, megabytes, rounds, peer }: CellTask): Promise<CellTiming> {
  const children = new Children();
  const folder = mkdtempSync(join(tmpdir(), 'commonward-rounds-'));
  try {
    const shape = shapeFor((megabytes * MEBIBYTE) / Int32Array.BYTES_PER_ELEMENT);
    const numbers = integersOf(shape);
    const { plain, masked } = await ourStacks({ sites, shape }, { children, folder });
    const flower = peer.kind === 'peer' ? [await flowerStack(peer.python, { sites, numbers }, children)] : [];
    const [ofPlain, ofMasked, ...ofFlower] = (await inTurn([plain, masked, ...flower], rounds)).map(timingOf);
    return { sites, megabytes, numbers, plain: ofPlain, masked: ofMasked, flower: ofFlower.length === 0 ? null : ofFlower[0] };
  } finally {
    await children.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inTurn(stacks: readonly Stack[], rounds: number): Promise<readonly (readonly RoundTime[])[]> {
  const times = stacks.map((): RoundTime[] => []);
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    for (const [place, stack] of stacks.entries()) {
      const time = await timedRound(stack);
      process.stderr.write(`${stack.name}: ${time.seconds.toFixed(3)} s\n`);
      if (round >= WARM_UP_ROUNDS) times[place].push(time);
    }
  }
  return times;
}
