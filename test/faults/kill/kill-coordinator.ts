import { until } from '../../consortium/until.js';
import { ROUND_MS, type Arming, type World } from './world.js';

/** @returns the points that the coordinator passes from its start to the end of a study's round */
export async function coordinatorPoints(world: World): Promise<readonly string[]> {
  const study = await draftedByAnother(world);
  const agents = world.agents.map((agent) => agent.start({}));
  const arming = world.arm('coordinator', null);
  await live(world, study, arming);
  await Promise.all(agents.map((agent) => agent.stop()));
  return arming.passed();
}

/**
 * Plays one round with agents that go on while the coordinator is killed at a point of it, started again and killed again.
 * Then the agents are killed too, and all are started again and left to finish.
 * @returns the names of the points; the first is null if the round has fewer
 */
export async function killCoordinator(world: World, { at, again }: { readonly at: number; readonly again: number }): Promise<readonly (string | null)[]> {
  const study = await draftedByAnother(world);
  const agents = world.agents.map((agent) => agent.start({}));
  const first = await life(world, study, at);
  const second = (await life(world, study, again)) ?? (await life(world, study, 1));
  await Promise.all(agents.map((agent) => agent.crash()));
  const last = world.agents.map((agent) => agent.start({}));
  await life(world, study, null);
  await Promise.all(last.map((agent) => agent.stop()));
  world.onlooker.lookAtEnd(study);
  return [first, second];
}

/** The study is drafted before the coordinator is started at whose points it is killed. */
async function draftedByAnother(world: World): Promise<string> {
  const study = await world.draftStudy();
  await world.coordinator.crash();
  return study;
}

async function life(world: World, study: string, at: number | null): Promise<string | null> {
  const arming = world.arm('coordinator', at);
  await live(world, study, arming);
  if (at !== null) await world.coordinator.crash();
  world.onlooker.look();
  return arming.killedAt();
}

async function live(world: World, study: string, arming: Arming): Promise<void> {
  try {
    await world.coordinator.restart(arming.environment);
    await world.startStudy(study);
    await until('the coordinator is killed, or the round is over', async () => arming.killedAt() !== null || (await world.isOver(study)), ROUND_MS);
  } catch (error) {
    // A call to a coordinator that is killed meanwhile fails as it may.
    if (arming.killedAt() === null) throw error;
  }
}
