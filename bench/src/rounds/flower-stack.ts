import { spawnSync } from 'node:child_process';
import type { Children } from './children.js';
import { freePort } from './free-port.js';
import type { Stack } from './round-time.js';

/**
 * A server and its clients, as in Flower's own examples: `start_server` and `start_client`, over insecure gRPC. Each client gives the
 * weights that it was given back, plus .001; the strategy is FedAvg without evaluation. The strategy waits for a line before each
 * round, and says when the round began and when its aggregate was known.
 */
const PROGRAM = `
import json, logging, sys, threading, time
import flwr as fl
import numpy as np
from flwr.common import ndarrays_to_parameters
logging.getLogger('flwr').setLevel(logging.ERROR)
task = json.loads(sys.argv[1])
sites, address = task['sites'], task['address']

class Timed(fl.server.strategy.FedAvg):
    def configure_fit(self, server_round, parameters, client_manager):
        client_manager.wait_for(sites)
        print(json.dumps({'kind': 'ready'}), flush=True)
        if sys.stdin.readline() == '': sys.exit()
        self.began = time.time()
        return super().configure_fit(server_round, parameters, client_manager)
    def aggregate_fit(self, server_round, results, failures):
        aggregate = super().aggregate_fit(server_round, results, failures)
        print(json.dumps({'kind': 'round', 'beganAt': 1000 * self.began, 'endedAt': 1000 * time.time(), 'results': len(results)}), flush=True)
        return aggregate

class Client(fl.client.NumPyClient):
    def fit(self, parameters, config):
        return [layer + np.float32(0.001) for layer in parameters], 1, {}

def serve():
    weights = ndarrays_to_parameters([np.zeros(task['numbers'], dtype=np.float32)])
    strategy = Timed(fraction_fit=1.0, fraction_evaluate=0.0, min_fit_clients=sites, min_available_clients=sites, initial_parameters=weights)
    fl.server.start_server(server_address=address, config=fl.server.ServerConfig(num_rounds=1000), strategy=strategy)

def take_part():
    clients = [threading.Thread(target=fl.client.start_client, kwargs={'server_address': address, 'client': Client().to_client(), 'insecure': True}) for _ in range(sites)]
    for client in clients: client.start()
    for client in clients: client.join()

serve() if task['role'] == 'server' else take_part()
`;

/** Which Flower there is. */
export type Peer = { readonly kind: 'peer'; readonly name: string; readonly python: string } | { readonly kind: 'none'; readonly reason: string };

/** @param python the interpreter's file name or path */
export function findFlower(python: string): Peer {
  const { status, stdout } = spawnSync(python, ['-c', "import platform; from importlib.metadata import version; print('flwr ' + version('flwr') + ', Python ' + platform.python_version())"], { encoding: 'utf8' });
  if (status === 0) return { kind: 'peer', name: stdout.trim(), python };
  return { kind: 'none', reason: `${python} has no flwr, so only this stack is timed (PYTHON=FILE names a Python that has it).` };
}

export interface FlowerCell {
  readonly sites: number;
  /** 32-bit numbers in the weights. */
  readonly numbers: number;
}

/** Starts a server, and all clients as threads of one process. */
export async function flowerStack(python: string, cell: FlowerCell, children: Children): Promise<Stack> {
  const address = `127.0.0.1:${await freePort()}`;
  const started = (role: 'server' | 'clients') => children.answering(python, ['-c', PROGRAM, JSON.stringify({ ...cell, address, role })], { ...process.env, FLWR_TELEMETRY_ENABLED: '0' });
  const server = started('server');
  const clients = started('clients');
  return { name: 'Flower', processes: [server.pid, clients.pid], round: () => askedRound(cell, server) };
}

async function askedRound({ sites }: FlowerCell, server: ReturnType<Children['answering']>): ReturnType<Stack['round']> {
  await server.line();
  server.tell('go');
  const { beganAt, endedAt, results } = JSON.parse(await server.line()) as { beganAt: number; endedAt: number; results: number };
  if (results !== sites) throw new Error(`Flower's round has ${results} results of ${sites} clients.`);
  return { beganAt, endedAt };
}
