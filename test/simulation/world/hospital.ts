import { IntegrityError } from '@commonward/envelope';
import type { Ledger } from '../../../site-agent/src/ledger/ledger.js';
import { LedgerUnavailableError } from '../../../site-agent/src/ledger/ledger-error.js';
import { ledgerPaths } from '../../../site-agent/src/ledger/ledger-paths.js';
import { reconcile } from '../../../site-agent/src/tasks/reconcile.js';
import { runIn, type Agent } from './agent-run.js';
import { LEDGER_DIR, type SiteKeys } from './cast.js';
import { withDecayedEnd } from './decay.js';
import { Machine, type Process } from './machine.js';
import { SimLink } from './sim-link.js';
import { deskIn, openLedgerIn } from './site-desk.js';
import type { World } from './world.js';

const LOG = ledgerPaths(LEDGER_DIR).log;
/** Processes of one namespace see each other. */
const NAMESPACE = 'machine';
const CONTAINER = 'container';

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A site: the machines that hold its identity, the agent on each, and the person who looks after them. */
export class Hospital {
  readonly keys: SiteKeys;
  /** The first is the one that counts, once a person has looked. */
  readonly machines: Machine[];
  readonly #world: World;
  readonly #agents = new Map<Machine, Agent>();
  #operatorComes = false;
  /** Its agent has ended for good. */
  isSilent = false;

  constructor(world: World, keys: SiteKeys) {
    this.#world = world;
    this.keys = keys;
    this.machines = [this.#machine(keys.name, new Map())];
  }

  /** The agents that run, by machine. */
  get agents(): ReadonlyMap<Machine, Agent> {
    return this.#agents;
  }

  /** The agent of its first machine. */
  get agent(): Agent | null {
    return this.#agents.get(this.machines[0]) ?? null;
  }

  /** Starts the agent unless one runs there. Whenever it ends, it is started again, as by a service manager. */
  start(machine: Machine): void {
    if (this.isSilent || !this.machines.includes(machine) || this.#agents.has(machine)) return;
    const process = this.#process(machine, NAMESPACE);
    process.onEnd = () => {
      this.#agents.delete(machine);
      this.#world.schedule.after(this.#world.chance.between(10, 2500), () => this.start(machine));
    };
    const ledger = this.#open(process);
    if (ledger === null) return process.end();
    const agent: Agent = { ledger, standing: null };
    this.#agents.set(machine, agent);
    this.#run(process, agent);
  }

  /** Starts the agent once more, beside the one that runs; within a container it cannot see that one does. */
  startAgain(machine: Machine, where: 'beside' | 'in a container'): void {
    if (!this.#agents.has(machine)) return this.start(machine);
    const process = this.#process(machine, where === 'beside' ? NAMESPACE : CONTAINER);
    const ledger = this.#open(process);
    if (ledger === null) return process.end();
    if (where === 'beside') this.#world.findings.add('detected', `two agents work with the ledger of ${machine.name}`);
    this.#run(process, { ledger, standing: null });
  }

  /** Makes a copy of the machine as it is now, and starts it. */
  clone(machine: Machine): void {
    const copy = this.#machine(`${machine.name}'`, machine.disk.files);
    copy.spentRhoUnits = machine.spentRhoUnits;
    for (const [site, seq] of machine.heard) copy.heard.set(site, seq);
    machine.orders.backup()(copy.orders);
    this.machines.push(copy);
    this.#world.trace.add(machine.name, 'is copied, and the copy starts');
    this.start(copy);
  }

  /** Nothing is heard of it any more. */
  fallSilent(): void {
    this.#world.trace.add(this.keys.name, 'falls silent');
    this.isSilent = true;
    for (const machine of this.machines) machine.endAll();
  }

  #run(process: Process, agent: Agent): void {
    const { world, keys } = { world: this.#world, keys: this.keys };
    void runIn({ world, process, keys, agent, onQuarantine: () => this.#callOperator() }).then((error) => {
      this.#expect(error);
      world.trace.add(process.machine.name, `the agent ends: ${sentenceOf(error)}`);
      process.end();
    });
  }

  #machine(name: string, files: ReadonlyMap<string, Uint8Array>): Machine {
    const { conditions, chance } = this.#world;
    return new Machine(name, { files, failSync: () => this.#world.faultsAreOn && chance.happens(conditions.syncFails) });
  }

  #process(machine: Machine, namespace: string): Process {
    const world = this.#world;
    return machine.start({
      namespace,
      mayEnd: (point) => {
        if (!world.mayStopSite()) return false;
        world.counts.add(`site stops ${point}`);
        world.trace.add(machine.name, `stops ${point}`);
        if (world.chance.happens(0.5)) queueMicrotask(() => this.#cutPower(machine));
        return true;
      },
    });
  }

  /** The machine stops with its process: what was not synced may be lost, and the last record may have decayed besides. */
  #cutPower(machine: Machine): void {
    const { trace, chance, conditions, counts } = this.#world;
    trace.add(machine.name, 'loses power');
    const files = new Map(machine.disk.stopped((fates) => chance.pick(fates)));
    const log = chance.happens(conditions.decays) ? withDecayedEnd(files.get(LOG) ?? new Uint8Array(), { encrypted: conditions.encrypted, chance }) : null;
    if (log !== null) {
      counts.add('decayed record');
      trace.add(machine.name, 'has a last record that decayed');
      files.set(LOG, log);
    }
    machine.reboot(files);
  }

  #open(process: Process): Ledger | null {
    const { trace, findings } = this.#world;
    const { machine } = process;
    try {
      return openLedgerIn(this.#world, process, this.keys);
    } catch (error) {
      if (!process.isAlive) return null;
      this.#expect(error);
      trace.add(machine.name, `does not start: ${sentenceOf(error)}`);
      if (error instanceof IntegrityError) findings.add('terminal', `the ledger of ${machine.name} refuses to open: ${error.message}`);
      return null;
    }
  }

  /** An agent ends by itself for nothing but what its ledger says, which the product knows by name. */
  #expect(error: unknown): void {
    if (error instanceof LedgerUnavailableError || error instanceof IntegrityError) return;
    this.#world.findings.add('no error', `${this.keys.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  #callOperator(): void {
    const { conditions, schedule, chance } = this.#world;
    if (!conditions.operator || this.isSilent || this.#operatorComes) return;
    this.#operatorComes = true;
    schedule.after(chance.between(500, 6000), () => {
      this.#operatorComes = false;
      if (this.isSilent) return;
      this.#keepOne(chance.pick(this.machines));
      void this.#reconcile(this.machines[0]);
    });
  }

  /** Of several machines with one identity only one goes on, and not always the newest. */
  #keepOne(kept: Machine): void {
    const all = this.machines.splice(0, this.machines.length, kept);
    for (const machine of all) machine.endAll();
  }

  /** The operator's command, which runs while the agent does not. */
  async #reconcile(machine: Machine): Promise<void> {
    const { trace, onlooker, counts } = this.#world;
    const process = this.#process(machine, NAMESPACE);
    const ledger = this.#open(process);
    if (ledger === null) return process.end();
    onlooker.memories.accepts(process);
    const desk = deskIn(this.#world, process, { keys: this.keys, ledger });
    // One of them leads.
    for (const host of this.#world.coordinators) {
      const link = new SimLink(this.#world, { process, site: this.keys, host });
      try {
        const { kind } = await reconcile({ desk, link }, { acceptLoss: true });
        if (!process.isAlive) return;
        counts.add(`reconcile: ${kind}`);
        trace.add(machine.name, `is reconciled: ${kind}`);
        break;
      } catch (error) {
        if (!process.isAlive) return;
        trace.add(machine.name, `is not reconciled: ${sentenceOf(error)}`);
      } finally {
        link.close();
      }
    }
    process.end();
  }
}
