import { until } from '../../consortium/until.js';
import { ROUND_MS, type World } from './world.js';

/** Points that every start of an agent passes: a second kill at one of them is always reached. */
const OF_EVERY_START = 5;

/** @returns the points that the agent passes in the round of a study, from its start to its end */
export async function sitePoints(world: World): Promise<readonly string[]> {
  const study = await offeredStudy(world);
  const arming = world.arm('site', null);
  await live(world, study, arming);
  return arming.passed();
}

/**
 * Plays one round: the agent is killed at a point of it, started again, killed again in its recovery, started again and left
 * to finish.
 * @returns the names of the points; the first is null if the round has fewer
 */
export async function killSite(world: World, { at, again }: { readonly at: number; readonly again: number }): Promise<readonly (string | null)[]> {
  const study = await offeredStudy(world);
  const first = await life(world, study, at);
  const second = (await life(world, study, again)) ?? (await life(world, study, 1 + (again % OF_EVERY_START)));
  await life(world, study, null);
  world.onlooker.lookAtEnd(study);
  return [first, second];
}

async function offeredStudy(world: World): Promise<string> {
  const study = await world.draftStudy();
  await world.startStudy(study);
  return study;
}

async function life(world: World, study: string, at: number | null): Promise<string | null> {
  const arming = world.arm('site', at);
  await live(world, study, arming);
  world.onlooker.look();
  return arming.killedAt();
}

async function live(world: World, study: string, { environment }: { readonly environment: Readonly<Record<string, string>> }): Promise<void> {
  const [agent] = world.agents;
  const running = agent.start({ environment });
  const hasMet = () => running.stdout.includes('Connected to the coordinator');
  await until('the agent is killed, or the round is over', async () => running.hasEnded || (hasMet() && (await world.isOver(study))), ROUND_MS);
  const { code, stderr } = await running.stop();
  if (code !== null && code !== 0) throw new Error(`The agent ended with code ${code}: ${stderr}`);
}
