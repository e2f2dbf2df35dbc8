import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from './children.js';
import { freePort } from './free-port.js';
import type { FlowerCell } from './flower-stack.js';
import type { Stack } from './round-time.js';

/**
 * The app of Flower's deployment engine: the same weights, the same FedAvg without evaluation. The server's part waits at one pipe for a
 * line before each round, and says at another when the round began and when its aggregate was known.
 */
const APP = `
import json, os, time
import numpy as np
from flwr.app import ArrayRecord, Message, MetricRecord, RecordDict
from flwr.clientapp import ClientApp
from flwr.serverapp import ServerApp
from flwr.serverapp.strategy import FedAvg
client = ClientApp()
server = ServerApp()

@client.train()
def train(message, context):
    weights = message.content['arrays'].to_numpy_ndarrays()
    given = ArrayRecord([layer + np.float32(0.001) for layer in weights])
    return Message(content=RecordDict({'arrays': given, 'metrics': MetricRecord({'num-examples': 1})}), reply_to=message)

class Timed(FedAvg):
    def configure_train(self, server_round, arrays, config, grid):
        while len(list(grid.get_node_ids())) < self.min_available_nodes: time.sleep(0.2)
        self.asked.readline()
        self.began = time.time()
        return super().configure_train(server_round, arrays, config, grid)
    def aggregate_train(self, server_round, replies):
        replies = [reply for reply in replies if not reply.has_error()]
        aggregate = super().aggregate_train(server_round, replies)
        self.told.write(json.dumps({'kind': 'round', 'beganAt': 1000 * self.began, 'endedAt': 1000 * time.time(), 'results': len(replies)}) + '\\n')
        self.told.flush()
        return aggregate

@server.main()
def main(grid, context):
    config = context.run_config
    strategy = Timed(fraction_train=1.0, fraction_evaluate=0.0, min_train_nodes=config['sites'], min_available_nodes=config['sites'])
    strategy.told, strategy.asked = open(config['told'], 'w'), open(config['asked'])
    strategy.start(grid=grid, initial_arrays=ArrayRecord([np.zeros(config['numbers'], dtype=np.float32)]), num_rounds=1000)
`;

/** Starts a SuperLink, a SuperNode for each site and the run, hands lines on, and ends all of them when its input does. */
const CONSORTIUM = `
import json, os, signal, subprocess, sys, threading
task = json.loads(sys.argv[1])
def started(command, *arguments, **more):
    program = 'import sys; sys.argv = [%r, *sys.argv[1:]]; %s' % (command[0], command[1])
    return subprocess.Popen([sys.executable, '-c', program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
superlink = ('flower-superlink', 'from flwr.superlink.cli import flower_superlink; flower_superlink()')
supernode = ('flower-supernode', 'from flwr.supernode.cli import flower_supernode; flower_supernode()')
run = ('flwr', 'from flwr.cli.app import app; app()')
address, *ports = task['ports']
for pipe in (task['asked'], task['told']): os.mkfifo(pipe)
started(superlink, '--insecure', '--port', address, '--disable-runtime-dependency-installation')
for port in ports: started(supernode, '--insecure', '--superlink', '127.0.0.1:%d' % address, '--port', port)
# The SuperLink takes some seconds to listen.
if not any(started(run, 'run', '.', 'local', cwd=task['app']).wait() == 0 for attempt in range(10)): os.killpg(0, signal.SIGKILL)

def hand_on():
    with open(task['told']) as told:
        for line in told: print(line, end='', flush=True)
threading.Thread(target=hand_on, daemon=True).start()
with open(task['asked'], 'w') as asked:
    print(json.dumps({'kind': 'ready'}), flush=True)
    for line in sys.stdin: print(line, end='', file=asked, flush=True)
os.killpg(0, signal.SIGKILL)
`;

/** Starts Flower's current engine, over insecure HTTP, each app in a process of its own as it does by default. @param folder for all it stores */
export async function flowerSuperLinkStack(python: string, cell: FlowerCell, { children, folder }: { readonly children: Children; readonly folder: string }): Promise<Stack> {
  const [app, home] = [join(folder, 'flower-app'), join(folder, 'flower-home')];
  for (const made of [app, home]) mkdirSync(made);
  const pipes = { asked: join(folder, 'asked'), told: join(folder, 'told') };
  const ports: number[] = [];
  while (ports.length <= cell.sites) ports.push(await freePort());
  writeFileSync(join(app, 'pyproject.toml'), projectOf({ ...cell, ...pipes }));
  writeFileSync(join(app, 'timed_round.py'), APP);
  writeFileSync(join(home, 'config.toml'), `[superlink]\ndefault = "local"\n\n[superlink.local]\naddress = "127.0.0.1:${ports[0]}"\ninsecure = true\n`);
  const env = { ...process.env, FLWR_TELEMETRY_ENABLED: '0', FLWR_HOME: home, PATH: `${join(python, '..')}:${process.env['PATH'] ?? ''}` };
  const consortium = children.group(python, ['-c', CONSORTIUM, JSON.stringify({ ports, app, ...pipes })], env);
  await consortium.line();
  return {
    name: 'Flower SuperLink',
    processes: null,
    round: async () => {
      consortium.tell('go');
      const { beganAt, endedAt, results } = JSON.parse(await consortium.line()) as { beganAt: number; endedAt: number; results: number };
      if (results !== cell.sites) throw new Error(`Flower's round has ${results} results of ${cell.sites} SuperNodes.`);
      return { beganAt, endedAt };
    },
  };
}

const projectOf = (config: FlowerCell & { readonly asked: string; readonly told: string }): string =>
  [
    '[project]',
    'name = "timed-round"',
    'version = "1.0.0"',
    'description = "Rounds that are timed"',
    'dependencies = []',
    '[tool.flwr.app]',
    'publisher = "commonward"',
    '[tool.flwr.app.components]',
    'serverapp = "timed_round:server"',
    'clientapp = "timed_round:client"',
    '[tool.flwr.app.config]',
    ...Object.entries(config).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    '',
  ].join('\n');
