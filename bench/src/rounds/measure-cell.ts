import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Children } from './children.js';
import { flowerStack, type FlowerCell, type Peer } from './flower-stack.js';
import { flowerSuperLinkStack } from './flower-superlink-stack.js';
import type { Engine } from './options.js';
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
  /** Which of the peer's engines are timed. */
  readonly engines: readonly Engine[];
}

/** The rounds of one stack in a cell. */
export interface StackTiming {
  readonly stack: string;
  readonly timing: Timing;
}

export interface CellTiming {
  readonly sites: number;
  readonly megabytes: number;
  /** Integers in the release of a site, and numbers in Flower's weights; 4 bytes each. */
  readonly numbers: number;
  /** Plain and masked rounds. */
  readonly ours: readonly StackTiming[];
  readonly peers: readonly StackTiming[];
}

/** Times rounds of all stacks in turn, so that whatever else the machine does falls on each of them. */
export async function measureCell({ sites, megabytes, rounds, peer, engines }: CellTask): Promise<CellTiming> {
  const children = new Children();
  const folder = mkdtempSync(join(tmpdir(), 'commonward-rounds-'));
  try {
    const shape = shapeFor((megabytes * MEBIBYTE) / Int32Array.BYTES_PER_ELEMENT);
    const numbers = integersOf(shape);
    const { plain, masked } = await ourStacks({ sites, shape }, { children, folder });
    const peers: Stack[] = [];
    if (peer.kind === 'peer') for (const engine of engines) peers.push(await engineOf(peer.python, { sites, numbers }, { engine, children, folder }));
    const timings = (await inTurn([plain, masked, ...peers], rounds)).map(timingOf);
    const timed = [plain, masked, ...peers].map(({ name }, place): StackTiming => ({ stack: name, timing: timings[place] }));
    return { sites, megabytes, numbers, ours: timed.slice(0, 2), peers: timed.slice(2) };
  } finally {
    await children.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function engineOf(python: string, cell: FlowerCell, { engine, children, folder }: { readonly engine: Engine; readonly children: Children; readonly folder: string }): Promise<Stack> {
  switch (engine) {
    case 'legacy':
      return flowerStack(python, cell, children);
    case 'superlink':
      return flowerSuperLinkStack(python, cell, { children, folder });
    default:
      return engine satisfies never;
  }
}

async function inTurn(stacks: readonly Stack[], rounds: number): Promise<readonly (readonly RoundTime[])[]> {
  const times = stacks.map((): RoundTime[] => []);
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    for (const [place, stack] of stacks.entries()) {
      const time = await timedRound(stack);
      const used = time.processorSeconds === null ? '' : `, on processors ${time.processorSeconds.coordinator.toFixed(2)} s and ${time.processorSeconds.sites.toFixed(2)} s`;
      process.stderr.write(`${stack.name}: ${time.seconds.toFixed(3)} s${used}\n`);
      if (round >= WARM_UP_ROUNDS) times[place].push(time);
    }
  }
  return times;
}
