import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Scenario } from './federation.js';

/** What the primitives of Flower's SecAgg+ take for the same round; seconds of processor time. */
export interface PeerCost {
  readonly siteSeconds: number;
  readonly coordinatorSeconds: number;
  /** One mask made and added. */
  readonly maskSeconds: number;
}

export type PeerAnswer = { readonly kind: 'peer'; readonly name: string; readonly cost: PeerCost } | { readonly kind: 'none'; readonly reason: string };

/**
 * One site's work and the coordinator's, put together from the functions that Flower's SecAgg+ calls, in its order, with
 * every pair as neighbours as here. It signs nothing and has no consistency round, so nothing stands for those.
 * A unit that is done many times is done `REPEATS` times and multiplied.
 */
const PROGRAM = `
import json, os, platform, sys, time
from importlib.metadata import version
import numpy as np
from flwr.common.secure_aggregation.crypto.shamir import combine_shares, create_shares
from flwr.common.secure_aggregation.crypto.symmetric_encryption import decrypt, encrypt, generate_shared_key
from flwr.common.secure_aggregation.ndarrays_arithmetic import parameters_addition, parameters_mod, parameters_subtraction
from flwr.common.secure_aggregation.secaggplus_utils import pseudo_rand_gen
from cryptography.hazmat.primitives.asymmetric import ec
REPEATS = 8
task = json.loads(sys.argv[1])
n, d, gone, t = task['sites'], task['length'], task['gone'], task['threshold']
alive = n - gone
def unit(work, repeats=REPEATS):
    work()
    before = time.process_time()
    for _ in range(repeats): work()
    return (time.process_time() - before) / repeats
keys = lambda: ec.generate_private_key(ec.SECP384R1())
mine, theirs = keys(), keys()
shared = generate_shared_key(mine, theirs.public_key())
secret = os.urandom(32)
shares = create_shares(secret, t, n)
sealed = encrypt(shared, b'x' * 128)
vector = [np.random.randint(0, 1 << 32, d, dtype=np.int64)]
state = {'v': vector}
def add(): state['v'] = parameters_addition(state['v'], pseudo_rand_gen(secret, 1 << 32, [(d,)]))
def plus(): state['v'] = parameters_addition(state['v'], vector)
mask = unit(add)
key, agree = unit(keys), unit(lambda: generate_shared_key(mine, theirs.public_key()))
split, combine = unit(lambda: create_shares(secret, t, n)), unit(lambda: combine_shares(shares[:t]))
seal, unseal = unit(lambda: encrypt(shared, b'x' * 128)), unit(lambda: decrypt(shared, sealed))
mod, adding = unit(lambda: parameters_mod(state['v'], 1 << 32)), unit(plus)
site = 2 * key + 2 * (n - 1) * agree + 2 * split + (n - 1) * (seal + unseal) + n * mask + mod
coordinator = alive * adding + n * combine + (alive + gone * alive) * mask + gone * alive * agree + mod
print(json.dumps({'name': 'flwr ' + version('flwr') + ', Python ' + platform.python_version(), 'cost': {'siteSeconds': site, 'coordinatorSeconds': coordinator, 'maskSeconds': mask}}), flush=True)
`;

/**
 * @param python the interpreter's file name or path
 */
export async function measurePeer({ python, env, task }: { readonly python: string; readonly env: NodeJS.ProcessEnv; readonly task: Scenario & { readonly threshold: number } }): Promise<PeerAnswer> {
  const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const child = spawn(python, ['-c', PROGRAM, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...env, ...oneThread } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = await Promise.race([lines.next(), once(child, 'error').then(() => ({ done: true as const }))]);
  if (line.done === true) return { kind: 'none', reason: `${python} cannot import flwr, so there is nothing to compare with.` };
  return { kind: 'peer', ...(JSON.parse(line.value) as { name: string; cost: PeerCost }) };
}
