import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { taskOf } from './command/arguments.js';
import { buildSimulation } from './command/build.js';
import { mutantsOf } from './command/mutants.js';

const main = fileURLToPath(new URL('command/dist/main.js', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const run = (...args: readonly string[]): readonly string[] => execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' }).trim().split('\n');

describe('runs of the real site and coordinator, in which everything that can go wrong does', () => {
  it('violate no rule, with any of 60 seeds', () => {
    expect(run('--seeds', '60').at(-1)).toBe('seeds 60, violations 0');
  });

  it('violate no rule in masked rounds, with any of 10 seeds', () => {
    expect(run('--masked', '--seeds', '10').at(-1)).toBe('seeds 10, violations 0');
  });

  it('come to the same trace each time, when the seed is the same', () => {
    const trace = run('--trace', '7');
    expect(run('--trace', '7')).toEqual(trace);
    expect(trace.length).toBeGreaterThan(20);
    expect(run('--trace', '8').at(-2)).not.toBe(trace.at(-2));
  });
});

describe('a ledger that was damaged', () => {
  it('is refused, or forfeits, and neither goes unnoticed nor refunds, with any of 500 damages', () => {
    expect(run('--flips', '500').at(-1)).toBe('damaged ledgers 500, accepted silently 0, refunds 0');
  });
});

describe('a build of the simulation', () => {
  it('refuses a patch that fits nowhere, or twice, or a file that plays no part', () => {
    const file = 'site-agent/src/ledger/durable.ts';
    expect(() => buildSimulation({ file, line: 'no such line', becomes: '' })).toThrow(`${file} has 0 places, instead of one, that say: no such line`);
    expect(() => buildSimulation({ file, line: 'attemptSync', becomes: '' })).toThrow(/has [3-9] places, instead of one/);
    expect(() => buildSimulation({ file: 'no-such-file.ts', line: 'x', becomes: '' })).toThrow('the simulation does not reach no-such-file.ts');
  });
});

describe('each mutant', () => {
  it.each([...mutantsOf('plain'), ...mutantsOf('masked')])('changes one place of the product: %s', (_name, { file, line, becomes }) => {
    expect(readFileSync(join(root, file), 'utf8').split(line)).toHaveLength(2);
    expect(becomes).not.toBe(line);
  });
});

describe('what the command is asked', () => {
  it('is a number of seeds from the first one on, unless it says otherwise', () => {
    expect(taskOf(['--seeds', '10', '--first-seed', '5'])).toEqual({ kind: 'seeds', rounds: 'plain', firstSeed: 5, seeds: 10, workers: 2 });
    expect(taskOf(['--mutants'])).toEqual({ kind: 'mutants', rounds: 'plain', firstSeed: 1, seeds: 2000, workers: 2 });
    expect(taskOf(['--trace', '12'])).toEqual({ kind: 'trace', rounds: 'plain', seed: 12 });
    expect(taskOf(['--masked', '--trace', '12'])).toEqual({ kind: 'trace', rounds: 'masked', seed: 12 });
    expect(taskOf(['--flips', '100'])).toEqual({ kind: 'flips', flips: 100 });
  });

  it.each(['0', '-1', '1.5', 'many'])('must not be %s', (count) => {
    expect(() => taskOf([`--seeds=${count}`])).toThrow(`--seeds must be a whole number above zero, not ${count}.`);
  });
});
