import type { LedgerDisk } from '../../../site-agent/src/ledger/ledger-disk.js';
import type { ProcessMark, ProcessTable } from '../../../site-agent/src/ledger/process-table.js';
import { HomeOrders } from './home-orders.js';
import { SimDisk } from '../../../site-agent/src/ledger/sim-disk.fixture.js';
import { diskOf } from './process-disk.js';

/** A run of the agent, or of its operator's command, on one machine. What has ended does nothing any more, and hears nothing. */
export class Process {
  readonly machine: Machine;
  readonly mark: ProcessMark;
  readonly disk: LedgerDisk;
  /** The newest record of each site's ledger that it heard of and acted upon, or found that the one before it had. */
  readonly heard: Map<string, number>;
  readonly #mayEnd: (point: string) => boolean;
  #alive = true;
  onEnd: () => void = () => undefined;

  constructor(machine: Machine, mark: ProcessMark, mayEnd: (point: string) => boolean) {
    this.machine = machine;
    this.mark = mark;
    this.heard = new Map(machine.heard);
    this.#mayEnd = mayEnd;
    this.disk = diskOf(machine.disk, (point) => this.step(point));
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** A point at which the process may end. @throws Ended if it has */
  step(point: string): void {
    if (this.#alive && this.#mayEnd(point)) this.end();
    if (!this.#alive) throw new Ended(`ended ${point}`);
  }

  end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.onEnd();
  }

  get table(): ProcessTable {
    return { self: () => this.mark, isRunning: (mark) => mark.namespace === this.mark.namespace && this.machine.runs(mark) };
  }
}

export class Ended extends Error {
  override readonly name = 'Ended';
}

/** A machine at a site: its disk, its processes and its clock. */
export class Machine {
  readonly name: string;
  readonly processes = new Set<Process>();
  disk: SimDisk;
  readonly orders = new HomeOrders();
  clockErrorMs = 0;
  /** The most that a ledger on this disk ever said is spent, or had spent when records were read. */
  spentRhoUnits = 0;
  /** The newest record of each site's ledger that was heard of and acted upon with this disk. */
  readonly heard = new Map<string, number>();
  readonly #failSync: () => boolean;
  #boot = 1;
  #lastPid = 0;

  constructor(name: string, { files, failSync }: { readonly files: ReadonlyMap<string, Uint8Array>; readonly failSync: () => boolean }) {
    this.name = name;
    this.#failSync = failSync;
    this.disk = new SimDisk({ failSync }, files);
  }

  /** @param namespace processes of another one cannot be seen, as from within a container */
  start({ mayEnd, namespace }: { readonly mayEnd: (point: string) => boolean; readonly namespace: string }): Process {
    for (const process of this.processes) if (!process.isAlive) this.processes.delete(process);
    this.#lastPid += 1;
    const process = new Process(this, { pid: this.#lastPid, startedAt: '1', boot: `${this.name} ${this.#boot}`, namespace }, mayEnd);
    this.processes.add(process);
    return process;
  }

  runs({ pid, boot }: ProcessMark): boolean {
    return [...this.processes].some(({ isAlive, mark }) => isAlive && mark.pid === pid && mark.boot === boot);
  }

  endAll(): void {
    for (const process of this.processes) process.end();
  }

  /** Everything ends, and the machine has these files when it starts again. */
  reboot(files: ReadonlyMap<string, Uint8Array>): void {
    this.endAll();
    this.#boot += 1;
    this.disk = new SimDisk({ failSync: this.#failSync }, files);
  }
}
