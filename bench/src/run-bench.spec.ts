import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CohortError } from '@commonward/cohorts';
import { COHORT_MISTAKES, runBench } from './run-bench.js';
import { UsageError } from './usage-error.js';

describe('runBench', () => {
  const argv = process.argv;
  let said: string;
  beforeEach(() => {
    said = '';
    process.argv = ['node', 'main.js', '--rows', '3'];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.argv = argv;
    process.exitCode = undefined;
  });

  const thrown = (error: Error, mistakes: typeof COHORT_MISTAKES | readonly [] = []) => runBench({ options: (given) => given, mistakes, run: () => { throw error; } });

  it('runs what the command line asks for, and nothing where it only asks for help', async () => {
    const ran: unknown[] = [];
    await runBench({ options: (given) => given, run: (options) => void ran.push(options), mistakes: [] });
    await runBench<string>({ options: () => null, run: (options) => void ran.push(options), mistakes: [] });
    expect({ ran, said, code: process.exitCode }).toEqual({ ran: [['--rows', '3']], said: '', code: undefined });
  });

  it('says a mistake of the user in its one sentence, without a trace, and exits with 2', async () => {
    await thrown(new UsageError('Give a folder.'));
    expect({ said, code: process.exitCode }).toEqual({ said: 'Give a folder.\n', code: 2 });
  });

  it('takes for a mistake of the user what the benchmark says is one, and nothing else', async () => {
    await thrown(new CohortError('The folder holds no records.'), COHORT_MISTAKES);
    expect(said).toBe('The folder holds no records.\n');
    await expect(thrown(new CohortError('The folder holds no records.'))).rejects.toThrow('no records');
    await expect(thrown(new RangeError('a bug'), COHORT_MISTAKES)).rejects.toThrow('a bug');
  });
});
