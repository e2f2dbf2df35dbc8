import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import type { Accounted } from './accounting.js';
import { TASK } from './task.js';

/** dp-accounting, in a process of its own that has imported everything. */
export interface Peer {
  readonly kind: 'peer';
  readonly name: string;
  accounted(): Promise<Accounted>;
  close(): void;
}

export interface NoPeer {
  readonly kind: 'none';
  /** One sentence. */
  readonly reason: string;
}

/** Answers each line with one epsilon and the processor time it took; the first line says who answers. */
const PROGRAM = `
import json, platform, sys, time
from importlib.metadata import version
from dp_accounting.pld import privacy_loss_distribution as pld
print(json.dumps('dp-accounting ' + version('dp-accounting') + ', Python ' + platform.python_version()), flush=True)
for line in sys.stdin:
    before = time.process_time()
    step = pld.from_gaussian_mechanism(${TASK.sigma}, sampling_prob=${TASK.sampled / TASK.outOf}, value_discretization_interval=${TASK.interval})
    epsilon = step.self_compose(${TASK.steps}).get_epsilon_for_delta(${TASK.delta})
    print(json.dumps({'epsilon': epsilon, 'cpuSeconds': time.process_time() - before}), flush=True)
`;

/**
 * Starts dp-accounting under a Python interpreter, with one thread for each of its numerical libraries, as we have.
 *
 * @param python the interpreter's file name or path
 */
export async function openPeer({ python, env }: { python: string; env: NodeJS.ProcessEnv }): Promise<Peer | NoPeer> {
  const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const child = spawn(python, ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...env, ...oneThread } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const name = await Promise.race([lines.next(), once(child, 'error').then(() => ({ done: true as const }))]);
  if (name.done === true) return { kind: 'none', reason: `${python} cannot import dp_accounting, so there is nothing to compare with.` };
  return {
    kind: 'peer',
    name: JSON.parse(name.value) as string,
    async accounted() {
      child.stdin.write('\n');
      const answer = await lines.next();
      if (answer.done === true) throw new Error(`${python} ended before it answered.`);
      return JSON.parse(answer.value) as Accounted;
    },
    close: () => child.stdin.end(),
  };
}
