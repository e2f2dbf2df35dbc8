import { join } from 'node:path';
import { recordsOf, smallDictionary, somePolicy, writeHospital } from '../../consortium/hospital.js';
import type { HeartDiseaseSite } from '@commonward/cohorts';
import type { Machine, Surroundings } from '../../consortium/machine.js';
import type { Running } from '../../consortium/running.js';

/** Room for all rounds that are played with one ledger. */
const policy = { ...somePolicy, epsilonCap: 100 };

/** A hospital whose home is not encrypted, so that its files can be read from outside. */
export class AgentProcess {
  readonly name: HeartDiseaseSite;
  readonly home: string;
  readonly #machine: Machine;

  constructor(machine: Machine, name: HeartDiseaseSite) {
    this.name = name;
    this.home = join(machine.folder, name, 'home');
    this.#machine = machine;
  }

  async join(token: string): Promise<void> {
    const { records, dictionary, policy: policyFile } = writeHospital(join(this.home, '..'), { records: recordsOf(this.name), dictionary: smallDictionary, policy });
    const files = ['--records', records, '--dictionary', dictionary, '--policy', policyFile];
    const { code, stderr } = await this.#machine.run('commonward-site', 'join', token, '--home', this.home, ...files, '--no-encryption');
    if (code !== 0) throw new Error(`${this.name} could not join: ${stderr}`);
  }

  start(surroundings: Surroundings): Running {
    return this.#machine.start('commonward-site', ['run', '--home', this.home], surroundings);
  }

  /** @returns what the product's own check of the whole ledger finds; null if all of it holds */
  async defect(): Promise<string | null> {
    const { code, stdout, stderr } = await this.#machine.run('commonward-site', 'ledger', 'verify', '--home', this.home);
    return code === 0 ? null : `${stdout}${stderr}`;
  }
}
