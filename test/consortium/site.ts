import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readLedger, type Identity, type LedgerReading } from '@commonward/envelope';
import { ledgerPaths, payloadPath } from '../../site-agent/src/ledger/ledger-paths.js';
import { readHome, type Home } from '../../site-agent/src/home/home.js';
import { filesBelow } from './files-below.js';
import type { HospitalFiles } from './hospital.js';
import type { Machine, Surroundings } from './machine.js';
import type { Finished, Running } from './running.js';

/** A hospital's side: its files, its home, and its agent in a process of its own. */
export class Site {
  readonly name: string;
  readonly folder: string;
  readonly files: HospitalFiles;
  readonly #machine: Machine;

  constructor(machine: Machine, { name, folder, files }: { readonly name: string; readonly folder: string; readonly files: HospitalFiles }) {
    this.#machine = machine;
    this.name = name;
    this.folder = folder;
    this.files = files;
  }

  get home(): string {
    return join(this.folder, 'home');
  }

  join(token: string, ...options: readonly string[]): Promise<Finished> {
    const { records, dictionary, policy } = this.files;
    return this.#machine.run('commonward-site', 'join', token, '--home', this.home, '--records', records, '--dictionary', dictionary, '--policy', policy, ...options);
  }

  /** Starts the agent. */
  start(nodeOptions: readonly string[] = [], environment: Surroundings['environment'] = {}): Running {
    return this.#machine.start('commonward-site', ['run', '--home', this.home], { nodeOptions, environment });
  }

  /** What the operator says, whether or not the agent runs. */
  operator(...said: readonly ['pause' | 'resume'] | readonly ['refuse' | 'approve', string]): Promise<Finished> {
    return this.#machine.run('commonward-site', ...said, '--home', this.home);
  }

  /** What the operator types when the keys of the others are compared. */
  approveRoster(sha256: string): Promise<Finished> {
    return this.#machine.run('commonward-site', 'roster', 'approve', sha256, '--home', this.home);
  }

  ledgerCommand(name: 'show' | 'verify'): Promise<Finished> {
    return this.#machine.run('commonward-site', 'ledger', name, '--home', this.home);
  }

  /** What the operator types to get out of a quarantine. */
  reconcile(...options: readonly string[]): Promise<Finished> {
    return this.#machine.run('commonward-site', 'ledger', 'reconcile', '--home', this.home, ...options);
  }

  /** Copies the home, as a backup or another machine has it. @returns the copy's folder */
  copyHome(name: string): string {
    const copy = join(this.folder, name);
    rmSync(copy, { recursive: true, force: true });
    cpSync(this.home, copy, { recursive: true });
    return copy;
  }

  /** Puts a copy in the place of the home. */
  restoreHome(copy: string): void {
    rmSync(this.home, { recursive: true });
    cpSync(copy, this.home, { recursive: true });
  }

  /** The same site on another machine, which got a copy of its home. */
  cloned(name: string): Site {
    const folder = join(this.folder, name);
    rmSync(folder, { recursive: true, force: true });
    cpSync(this.home, join(folder, 'home'), { recursive: true });
    return new Site(this.#machine, { name: this.name, folder, files: this.files });
  }

  /** The key pair that the site made when it joined. */
  identity(): Identity {
    return this.secrets().identity;
  }

  /** What the ledger's file says now. @throws IntegrityError if its chain or signature does not hold */
  ledger(): LedgerReading {
    const { disk, identity } = this.secrets();
    return readLedger(disk.read(join(this.home, 'ledger', 'ledger.log')) ?? new Uint8Array(), identity.publicKey);
  }

  /** What the site has drawn for its rounds, sent or not. */
  payloads(): readonly Uint8Array[] {
    const folder = join(this.home, 'ledger', 'out');
    const { disk } = this.secrets();
    return [...filesBelow(folder).keys()].map((name) => disk.read(join(folder, name)) ?? new Uint8Array());
  }

  /** What the site has sealed for the first round of a study: the bytes whose digest its ledger holds. */
  payloadOf(study: string): Uint8Array {
    const { disk } = this.secrets();
    return disk.read(payloadPath(ledgerPaths(join(this.home, 'ledger')), { study, round: 1 })) ?? new Uint8Array();
  }

  /** The home as the site's own program reads it, with its key. */
  secrets(): Home {
    return readHome(this.home);
  }
}
