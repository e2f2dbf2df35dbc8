import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityFromSeed, readLedger, type Identity, type LedgerReading } from '@commonward/envelope';
import type { HospitalFiles } from './hospital.js';
import type { Machine } from './machine.js';
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

  join(token: string): Promise<Finished> {
    const { records, dictionary, policy } = this.files;
    return this.#machine.run('commonward-site', 'join', token, '--home', this.home, '--records', records, '--dictionary', dictionary, '--policy', policy);
  }

  /** Starts the agent. */
  start(nodeOptions: readonly string[] = []): Running {
    return this.#machine.start('commonward-site', ['run', '--home', this.home], { nodeOptions });
  }

  ledgerCommand(name: 'show' | 'verify'): Promise<Finished> {
    return this.#machine.run('commonward-site', 'ledger', name, '--home', this.home);
  }

  /** The key pair that the site made when it joined. */
  identity(): Identity {
    return identityFromSeed(Buffer.from(readFileSync(join(this.home, 'identity.seed'), 'utf8'), 'hex'));
  }

  /** What the ledger's file says now. @throws IntegrityError if its chain or signature does not hold */
  ledger(): LedgerReading {
    return readLedger(readFileSync(join(this.home, 'ledger', 'ledger.log')), this.identity().publicKey);
  }
}
