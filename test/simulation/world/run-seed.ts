import 'reflect-metadata';
import type { Aggregation } from '@commonward/synthesis/plan';
import { Logger } from '@nestjs/common';
import type { Outcome } from '../command/outcome.js';
import { plan } from './accidents.js';
import { withVirtualDate } from './virtual-date.js';
import { waitBy } from './virtual-timers.js';
import { World } from './world.js';

Logger.overrideLogger(false);

/** Plays the one run that a seed stands for, with rounds of one kind. */
export async function runSeed(seed: number, aggregation: Aggregation): Promise<Outcome> {
  const world = new World(seed, aggregation);
  waitBy(world.schedule);
  const putBack = withVirtualDate(() => world.schedule.nowMs + world.coordinatorClockErrorMs);
  const unhandled = (error: unknown): void => world.findings.add('no error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.on('unhandledRejection', unhandled);
  try {
    world.counts.add(`calamity: ${world.conditions.calamity}`);
    plan(world);
    await world.run();
    return world.outcome(seed);
  } finally {
    process.off('unhandledRejection', unhandled);
    putBack();
  }
}

export { flipBits } from './flip-bits.js';
