import { IntegrityError, type QuarantineReason } from '@commonward/envelope';
import type { AgentLog } from '../../../site-agent/src/console/agent-log.js';
import { openLedger, type Ledger } from '../../../site-agent/src/ledger/ledger.js';
import { ledgerPaths } from '../../../site-agent/src/ledger/ledger-paths.js';
import { LedgerUnavailableError } from '../../../site-agent/src/ledger/ledger-error.js';
import { runAgent } from '../../../site-agent/src/tasks/agent.js';
import type { Desk } from '../../../site-agent/src/tasks/answer-offer.js';
import { reconcile } from '../../../site-agent/src/tasks/reconcile.js';
import { coordinatorKeys, dictionary, guarantee, LEDGER_DIR, someRecords, type SiteKeys } from './cast.js';
import { Machine, type Process } from './machine.js';
import { SimLink } from './sim-link.js';
import { dateAt } from './virtual-date.js';
import type { World } from './world.js';

const LOG = ledgerPaths(LEDGER_DIR).log;

/** An agent that runs. */
export interface Agent {
  readonly ledger: Ledger;
  /** As it last said; null before it is connected. */
  standing: 'connected' | 'quarantined' | null;
}

/** A site: the machines that hold its identity, the agent on each, and the person who looks after them. */
export class Hospital {
  readonly keys: SiteKeys;
  readonly machines: Machine[];
  readonly #world: World;
  readonly #agents = new Map<Machine, Agent>();
  #operatorComes = false;

  constructor(world: World, keys: SiteKeys) {
    this.#world = world;
    this.keys = keys;
    this.machines = [this.#machine(keys.name, new Map())];
  }

  /** The agents that run, by machine. */
  get agents(): ReadonlyMap<Machine, Agent> {
    return this.#agents;
  }

  /** The agent of its only machine, or of the first of them. */
  get agent(): Agent | null {
    return this.#agents.get(this.machines[0]) ?? null;
  }

  /** Starts the agent unless one runs there. Whenever it ends, it is started again: so a service manager would do. */
  start(machine: Machine): void {
    if (!this.machines.includes(machine) || this.#agents.has(machine)) return;
    const process = this.#process(machine, 'n');
    process.onEnd = () => {
      this.#agents.delete(machine);
      this.#restartLater(machine);
    };
    const ledger = this.#open(process);
    if (ledger === null) return process.end();
    const agent: Agent = { ledger, standing: null };
    this.#agents.set(machine, agent);
    this.#run(process, agent);
  }

  /** A second start of the agent beside the one that runs. @param namespace another one cannot see that one runs */
  startAgain(machine: Machine, namespace: string): void {
    if (!this.#agents.has(machine)) return this.start(machine);
    const process = this.#process(machine, namespace);
    const ledger = this.#open(process);
    if (ledger === null) return process.end();
    if (namespace === 'n') this.#world.findings.add('detected', `two agents work with the ledger of ${machine.name}`);
    this.#run(process, { ledger, standing: null });
  }

  #run(process: Process, agent: Agent): void {
    const { schedule, chance } = this.#world;
    const link = () => {
      this.#world.onlooker.memories.forgets(process);
      return new SimLink(this.#world, process, this.keys);
    };
    const pause = (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener('abort', wake);
          if (process.isAlive) resolve();
        };
        schedule.after(ms, wake);
        signal.addEventListener('abort', wake);
      });
    runAgent({ desk: this.#desk(process, agent.ledger), connect: link, pause, jitter: () => chance.unit(), log: this.#log(process, agent), stop: new AbortController().signal }).catch((error: unknown) => {
      if (!process.isAlive) return;
      this.#expected(error);
      this.#world.trace.add(process.machine.name, `the agent ends: ${error instanceof Error ? error.message : String(error)}`);
      process.end();
    });
  }

  /** Makes a copy of the machine as it is now, and starts it. */
  clone(machine: Machine): void {
    const copy = this.#machine(`${machine.name}'`, machine.disk.files);
    copy.spentRhoUnits = machine.spentRhoUnits;
    for (const [site, seq] of machine.heard) copy.heard.set(site, seq);
    this.machines.push(copy);
    this.#world.trace.add(machine.name, 'is copied, and the copy starts');
    this.start(copy);
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

  /** The machine stops with its process, so what was not synced may be lost. Files of a process that ended are as it left them. */
  #cutPower(machine: Machine): void {
    this.#world.trace.add(machine.name, 'loses power');
    const { chance, conditions, counts } = this.#world;
    const files = new Map(machine.disk.stopped((fates) => chance.pick(fates)));
    const log = files.get(LOG);
    if (log !== undefined && chance.happens(conditions.decays)) {
      counts.add('decayed record');
      files.set(LOG, log.with(log.length - 1 - Math.floor(chance.between(0, 100)), 0));
    }
    machine.reboot(files);
  }

  #open(process: Process): Ledger | null {
    const { conditions, schedule } = this.#world;
    const { machine } = process;
    const { epsilonCap, maxRhoUnitsPerRound } = conditions;
    const policy = { epsilonCap, deltaMax: guarantee.delta, unit: guarantee.unit, adjacency: guarantee.adjacency, ...(maxRhoUnitsPerRound === null ? {} : { maxRhoUnitsPerRound }) };
    try {
      const clock = () => dateAt(schedule.nowMs + machine.clockErrorMs);
      const ledger = openLedger({ dir: LEDGER_DIR, identity: this.keys.identity, site: this.keys.name, clock, policy }, { disk: process.disk, processes: process.table });
      this.#world.trace.add(machine.name, `starts with record ${ledger.head.seq}`);
      this.#world.onlooker.watches(machine, ledger);
      return ledger;
    } catch (error) {
      if (process.isAlive) this.#couldNotStart(machine, error);
      return null;
    }
  }

  #couldNotStart(machine: Machine, error: unknown): void {
    this.#expected(error);
    this.#world.trace.add(machine.name, `does not start: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof IntegrityError) this.#world.findings.add('terminal', `the ledger of ${machine.name} refuses to open: ${error.message}`);
  }

  /** An agent ends by itself for nothing but what its ledger says, and this is known to the product by name. */
  #expected(error: unknown): void {
    if (error instanceof LedgerUnavailableError || error instanceof IntegrityError) return;
    this.#world.findings.add('no error', `${this.keys.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  #restartLater(machine: Machine): void {
    this.#world.schedule.after(this.#world.chance.between(10, 2500), () => this.start(machine));
  }

  #desk(process: Process, ledger: Ledger): Desk {
    const { conditions, chance, onlooker } = this.#world;
    const { name, identity } = this.keys;
    return {
      sender: { site: name, consortium: coordinatorKeys.consortium, identity },
      coordinatorKey: coordinatorKeys.identity.publicKey,
      dictionary,
      policy: { epsilonCap: conditions.epsilonCap, deltaMax: guarantee.delta, unit: guarantee.unit, adjacency: guarantee.adjacency },
      ledger,
      records: {
        read: (debit) => {
          onlooker.reads(process, name, debit);
          return someRecords();
        },
      },
      random: chance.source(),
    };
  }

  #log(process: Process, agent: Agent): AgentLog {
    const { trace, counts } = this.#world;
    const { machine } = process;
    const alive = <T extends unknown[]>(say: (...what: T) => void) => (...what: T) => void (process.isAlive && say(...what));
    return {
      connected: alive(() => {
        agent.standing = 'connected';
        trace.add(machine.name, 'is connected');
      }),
      interrupted: alive((reason: string) => {
        agent.standing = null;
        trace.add(machine.name, `is interrupted: ${reason}`);
      }),
      quarantined: alive((reason: QuarantineReason) => {
        counts.add(`quarantine ${reason}`);
        trace.add(machine.name, `is quarantined: ${reason}`);
        agent.standing = 'quarantined';
        this.#callOperator();
      }),
      released: alive(({ sealed, resent }) => trace.add(machine.name, `has a receipt for study ${sealed.study}${resent ? ', sent again' : ''}`)),
      refused: alive(({ offer, reason }) => trace.add(machine.name, `refused study ${offer.study}: ${reason}`)),
    };
  }

  #callOperator(): void {
    const { conditions, schedule, chance } = this.#world;
    if (!conditions.operator || this.#operatorComes) return;
    this.#operatorComes = true;
    schedule.after(chance.between(500, 6000), () => {
      this.#operatorComes = false;
      this.#keepOne(chance.pick(this.machines));
      void this.#reconcile(this.machines[0]);
    });
  }

  /** Of several machines with one identity, only one goes on. */
  #keepOne(kept: Machine): void {
    const others = this.machines.filter((machine) => machine !== kept);
    this.machines.splice(0, this.machines.length, kept);
    for (const machine of others) machine.endAll();
    kept.endAll();
  }

  /** The operator's command, which takes the place of the agent while it runs. */
  async #reconcile(machine: Machine): Promise<void> {
    const { trace, onlooker, counts } = this.#world;
    machine.endAll();
    const process = this.#process(machine, 'n');
    const ledger = this.#open(process);
    if (ledger === null) return process.end();
    onlooker.memories.accepts(process);
    const link = new SimLink(this.#world, process, this.keys);
    try {
      const { kind } = await reconcile({ desk: this.#desk(process, ledger), link }, { acceptLoss: true });
      if (!process.isAlive) return;
      counts.add(`reconcile: ${kind}`);
      trace.add(machine.name, `is reconciled: ${kind}`);
    } catch (error) {
      if (process.isAlive) trace.add(machine.name, `is not reconciled: ${error instanceof Error ? error.message : String(error)}`);
    }
    link.close();
    process.end();
  }
}
