import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HeartDiseaseSite } from '@commonward/cohorts';
import { dictionaryJson } from '@commonward/schema';
import { Coordinator } from '../../consortium/coordinator.js';
import { smallDictionary } from '../../consortium/hospital.js';
import { Machine, ROOT } from '../../consortium/machine.js';
import { AgentProcess } from './agent-process.js';
import { ledgerRecords } from './ledger-file.js';
import { Onlooker } from './onlooker.js';

const preload = (name: string): string => `--import=${pathToFileURL(join(ROOT, 'test', 'faults', 'preload', name)).href}`;

/** A round that is not over by then never will be. */
export const ROUND_MS = 120_000;

/** A process that is killed at one of its points, or passes all of them. */
export interface Arming {
  readonly environment: Readonly<Record<string, string>>;
  /** @returns the name of the point, or null as long as the process has not been killed */
  killedAt(): string | null;
  /** The names of all points that were passed, if asked for. */
  passed(): readonly string[];
}

/** One coordinator and some sites on one machine, every one a process of its own, with the product's own programs. */
export class World {
  readonly machine: Machine;
  readonly coordinator: Coordinator;
  readonly agents: readonly AgentProcess[];
  readonly onlooker: Onlooker;
  #armings = 0;

  private constructor({ machine, coordinator, agents }: { machine: Machine; coordinator: Coordinator; agents: readonly AgentProcess[] }) {
    this.machine = machine;
    this.coordinator = coordinator;
    this.agents = agents;
    this.onlooker = new Onlooker({ sites: agents, store: coordinator.directory, arrivals: arrivalsOn(machine) });
  }

  static async begin(names: readonly HeartDiseaseSite[]): Promise<World> {
    const machine = new Machine();
    try {
      const coordinator = await Coordinator.start(machine, { environment: watching(machine) });
      const agents = names.map((name) => new AgentProcess(machine, name));
      await Promise.all(agents.map(async (agent) => agent.join((await coordinator.invite(agent.name)).joinToken)));
      return new World({ machine, coordinator, agents });
    } catch (error) {
      await machine.end();
      throw error;
    }
  }

  /** @param at the number of the point, from 1; null to pass all */
  arm(program: 'site' | 'coordinator', at: number | null): Arming {
    this.#armings += 1;
    const killed = join(this.machine.folder, `killed-${this.#armings}`);
    const trace = join(this.machine.folder, `trace-${this.#armings}`);
    const arming: Readonly<Record<string, string>> = at === null ? { FAULT_TRACE: trace } : { FAULT_AT: String(at), FAULT_KILLED: killed };
    const watch = program === 'coordinator' ? watching(this.machine) : { NODE_OPTIONS: preload('site.mjs') };
    return {
      environment: { ...watch, ...arming },
      killedAt: () => (existsSync(killed) ? readFileSync(killed, 'utf8') : null),
      passed: () => readFileSync(trace, 'utf8').trimEnd().split('\n'),
    };
  }

  async draftStudy(): Promise<string> {
    const guarantee = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', trust: 'local' };
    const dictionary = JSON.parse(dictionaryJson(smallDictionary)) as object;
    return (await this.coordinator.createStudy({ name: 'Faults', dictionary, ...guarantee, sites: this.agents.map(({ name }) => name) })).id;
  }

  /** Starts a study that is a draft. A coordinator that is killed meanwhile may or may not have heard it. */
  async startStudy(study: string): Promise<void> {
    if ((await this.coordinator.study(study)).state === 'draft') await this.coordinator.startStudy(study);
  }

  /** Whether the study is trained and every site has its receipt. */
  async isOver(study: string): Promise<boolean> {
    const hasReceipt = ({ home }: AgentProcess) => ledgerRecords(home).some((record) => record.kind === 'receipt' && record.study === study);
    return this.agents.every(hasReceipt) && (await this.coordinator.study(study)).state === 'trained';
  }

  end(): Promise<void> {
    return this.machine.end();
  }
}

const arrivalsOn = ({ folder }: Machine): string => join(folder, 'arrivals');

const watching = (machine: Machine) => ({ NODE_OPTIONS: preload('coordinator.mjs'), FAULT_ARRIVALS: arrivalsOn(machine) });
