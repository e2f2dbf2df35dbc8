import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CoordinatorClient, StudyView } from '../coordinator-client.js';
import type { Kept, Processes } from '../processes.js';
import type { Story } from '../story.js';
import { changeIn } from './change-in.js';
import type { Network } from './network.js';
import { recordsOf, standing } from './site-ledger.js';
import { paidOnce, type AgentKill, type Survived } from './survived.js';

/** A hospital whose agent is killed. */
export interface Target {
  readonly name: string;
  readonly home: string;
  readonly agent: Kept;
}

interface Scene {
  readonly client: CoordinatorClient;
  readonly coordinator: Kept;
  /** With these arguments the coordinator comes back at its addresses. */
  readonly coordinatorArgs: readonly string[];
  readonly network: Network;
  readonly processes: Processes;
  readonly story: Story;
  /** Every line that any agent has printed; it grows. */
  readonly said: readonly string[];
}

const POLL_MS = 200;
/** Longer than it takes either side to notice: a ping after 30 s, and 10 s for its answer. */
const CUT_MS = 41_000;
const isLog = (name: string): boolean => name.endsWith('.log');

/**
 * Kills every agent and the coordinator in the middle of the one round, and cuts the network for longer than the keep-alive.
 * Each strike waits for progress that can be seen from outside, a file that changes or an answer that has arrived, so the
 * round stands at the same place in every run. The last hospital is down when the study starts: the round stays open until
 * all strikes are over.
 */
export class Chaos {
  readonly #scene: Scene;
  readonly #hospitals: readonly Target[];
  readonly #last: Target;
  readonly #kills: AgentKill[] = [];
  #answersAtCoordinatorKill = 0;
  #cutSeconds = 0;

  constructor(scene: Scene, targets: readonly Target[]) {
    this.#scene = scene;
    this.#hospitals = targets.slice(0, -1);
    this.#last = targets[targets.length - 1];
  }

  async beforeTheStudy(): Promise<void> {
    await this.#last.agent.kill();
    this.#note(this.#last, 'connected and idle, before the study started');
  }

  /** Begins to watch at once, and strikes until the round can end. */
  async duringTheRound({ id }: StudyView): Promise<void> {
    const { client } = this.#scene;
    await Promise.all(this.#hospitals.map((target, index) => this.#killAt(target, { id, moment: MOMENTS[index % MOMENTS.length] })));
    await until(async () => (await this.#answers(id)) === this.#hospitals.length);
    await this.#killCoordinator(id);
    await this.#cutNetwork(changeIn(join(this.#last.home, 'ledger'), isLog));
    await until(async () => (await client.sites()).every(({ connected }) => connected));
  }

  async survived(study: string): Promise<Survived> {
    const all = [...this.#hospitals, this.#last];
    const ledgers = await Promise.all(all.map(async ({ name, home }) => [name, await recordsOf(study, { home, processes: this.#scene.processes })] as const));
    const { rounds } = await this.#scene.client.study(study);
    return {
      agentKills: this.#kills,
      coordinatorKills: 1,
      answersAtCoordinatorKill: this.#answersAtCoordinatorKill,
      networkCutSeconds: this.#cutSeconds,
      resends: this.#scene.said.filter((line) => line.includes('Sent again, the same bytes')).length,
      ledgers: Object.fromEntries(ledgers),
      rounds: rounds.length,
      paidOnce: paidOnce(ledgers.map(([, records]) => records), rounds.length),
    };
  }

  async #killAt(target: Target, { id, moment }: { readonly id: string; readonly moment: Moment }): Promise<void> {
    await moment(join(target.home, 'ledger'));
    await target.agent.kill();
    this.#note(target, standing(await recordsOf(id, { home: target.home, processes: this.#scene.processes })));
    target.agent.restart();
  }

  async #killCoordinator(id: string): Promise<void> {
    const { coordinator, coordinatorArgs, client, story } = this.#scene;
    this.#answersAtCoordinatorKill = await this.#answers(id);
    await coordinator.kill();
    story.say(`CHAOS: kill -9 of the coordinator, with ${this.#answersAtCoordinatorKill} answers of ${this.#hospitals.length + 1}; it is started again.`);
    coordinator.restart(coordinatorArgs);
    await until(async () => (await client.sites()).filter(({ connected }) => connected).length === this.#hospitals.length);
  }

  /** The last agent comes back, and the network goes as soon as that has paid: its release cannot leave. */
  async #cutNetwork(paid: Promise<void>): Promise<void> {
    const { network, client, story } = this.#scene;
    this.#last.agent.restart();
    await paid;
    network.cut();
    const cutAt = performance.now();
    const heard = this.#scene.said.length;
    story.say('CHAOS: the network is cut; nothing is closed, so neither side is told.');
    await wait(CUT_MS);
    const names = [...this.#hospitals, this.#last].map(({ name }) => name);
    const haveNoticed = () => names.every((name) => this.#scene.said.slice(heard).some((line) => line.startsWith(`[${name}]`) && line.includes('Trying again')));
    await until(async () => haveNoticed() && (await client.sites()).every(({ connected }) => !connected));
    network.mend();
    this.#cutSeconds = Math.round((performance.now() - cutAt) / 1000);
    story.say(`CHAOS: the network is back after ${this.#cutSeconds} s.`);
  }

  async #answers(id: string): Promise<number> {
    const { rounds } = await this.#scene.client.study(id);
    return rounds.flatMap(({ sites }) => sites).filter(({ state }) => state === 'released').length;
  }

  #note({ name }: Target, when: string): void {
    this.#kills.push({ site: name, when });
    this.#scene.story.say(`CHAOS: kill -9 of the agent of ${name}, ${when}.`);
  }
}

/** Something that happens in the folder of a ledger during a round. */
type Moment = (ledger: string) => Promise<void>;

const paying: Moment = (ledger) => changeIn(ledger, isLog);
const storing: Moment = (ledger) => changeIn(join(ledger, 'out'), () => true);
const sealing: Moment = async (ledger) => {
  await storing(ledger);
  await changeIn(ledger, isLog);
};

const MOMENTS: readonly Moment[] = [paying, storing, sealing];

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(POLL_MS);
}
