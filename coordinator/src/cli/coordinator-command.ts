import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isDiskReadOnly } from '../storage/passing-trouble.js';
import { CliError } from './cli-error.js';

interface CoordinatorOptions {
  readonly directory: string;
  readonly name: string;
  readonly host: string;
  readonly listen?: string;
  readonly enrolmentPort: number;
  readonly federationPort: number;
  readonly httpListen: string;
  readonly httpPort: number;
  readonly replicaName?: string;
  readonly leaseSeconds: number;
  readonly otherCoordinators: readonly string[];
  readonly json: boolean;
}

/** Errors whose message is written for the person who starts the coordinator. */
const SAID_BY_THEMSELVES: ReadonlySet<string> = new Set(['PortInUse', 'DatabaseUnavailable', 'DatabaseRefused']);

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('expected a port from 0 to 65535 (0 takes any free one)');
  return value;
}

const REPLICA_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const ADDRESS = /^[^\s/,]+:\d{1,5}$/;

function replicaName(text: string): string {
  if (!REPLICA_NAME.test(text)) throw new InvalidArgumentError('expected 1 to 64 letters, digits, dots, hyphens or underscores, of which the first is a letter or digit');
  return text;
}

function leaseSeconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 600) throw new InvalidArgumentError('expected whole seconds from 1 to 600');
  return value;
}

function addresses(text: string): readonly string[] {
  const list = text.split(',');
  if (!list.every((address) => ADDRESS.test(address))) throw new InvalidArgumentError('expected host:port, or several with commas between');
  return list;
}

export const coordinatorCommand = (): Command =>
  new Command('coordinator')
    .description('Run the coordinator: doors for sites, HTTP interface and dashboard, store.')
    .requiredOption('--directory <folder>', 'folder for keys, store and exports')
    .requiredOption('--name <text>', 'name of the consortium (kept from the first start)')
    .option('--host <address>', 'address on which sites reach this machine; part of join tokens', '127.0.0.1')
    .option('--listen <address>', 'address to bind the doors for sites to (default: what --host says)')
    .option('--enrolment-port <port>', 'port on which sites join', port, 7443)
    .option('--federation-port <port>', 'port on which joined sites connect', port, 7444)
    .option('--http-port <port>', 'port of the dashboard', port, 7480)
    .option('--http-listen <address>', 'address to bind the dashboard to. It has no TLS: bind another than loopback only in a container or behind a proxy', '127.0.0.1')
    .option('--replica-name <name>', 'name of this coordinator where several share a store; no two that run may have the same (default: the name of this machine)', replicaName)
    .option('--lease-seconds <n>', 'where several share a store: how long the one that leads must be silent before another leads; the same for all', leaseSeconds, 10)
    .option('--other-coordinators <addresses>', 'where sites join the other coordinators on this store, as host:port,host:port; part of join tokens', addresses, [])
    .option('--json', 'print one JSON line when ready', false)
    .addHelpText('after', '\nEnvironment:\n  MONGO_URL  keep documents in this MongoDB instead of a file in the folder: mongodb://[user:password@]host[:port][/database]')
    .addHelpText('after', '\nExample:\n  commonward coordinator --directory consortium --name "Heart consortium" --host coordinator.example.org')
    .action(run);

async function run(options: CoordinatorOptions): Promise<void> {
  // Loaded here, so that `commonward verify` starts without the server's libraries.
  const { startCoordinator } = await import('../main.js');
  const { directory, name, host, enrolmentPort, federationPort, httpListen, httpPort } = options;
  const ports = { enrolmentPort, federationPort, httpPort };
  const shared = { replica: options.replicaName ?? hostname().replaceAll(/[^A-Za-z0-9._-]/g, '-'), leaseMs: options.leaseSeconds * 1000, otherCoordinators: options.otherCoordinators };
  const config = { directory: resolve(directory), consortium: name, host, listen: options.listen ?? host, httpListen, ...ports, ...shared, mongoUrl: mongoUrl() };
  const { http, leads, setUp, enrolment, federation, accessKey } = await startCoordinator(config).catch((error: unknown) => {
    throw new CliError(startProblem(error, config.directory) ?? rethrow(error));
  });
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ready: true, http, setUp, enrolment, federation, accessKey })}\n`
      : `${standingLine(name, enrolment, leads)}\n${dashboardLine(http, setUp)}\n`,
  );
}

const standingLine = (name: string, enrolment: string, leads: boolean): string =>
  leads
    ? `The coordinator of ${name} is up. Sites join at ${enrolment}.`
    : `This coordinator of ${name} stands by: another one leads, or led until a moment ago, and this one follows when it has been silent for the lease time.`;

const dashboardLine = (http: string, setUp: string | null): string =>
  setUp === null ? `Dashboard: ${http}` : `There is no study admin yet. Whoever opens this address first, within 24 hours, becomes the one: ${setUp}`;

/** An empty variable means the same as none: compose files set it so. */
function mongoUrl(): string | null {
  const url = process.env['MONGO_URL'];
  return url === undefined || url === '' ? null : url;
}

function startProblem(error: unknown, directory: string): string | null {
  if (!(error instanceof Error)) return null;
  if (SAID_BY_THEMSELVES.has(error.name)) return error.message;
  if (!('code' in error)) return null;
  if (isDiskReadOnly(error)) return `Cannot write to ${directory}: the disk is mounted read-only; mount it for writing and start again.`;
  switch (error.code) {
    case 'ENOSPC':
      return `Cannot write to ${directory}: the disk is full; free some space and start again.`;
    case 'ENOENT':
      // Node makes it of a folder that cannot be made on a read-only disk.
      return `Cannot write to ${directory}: it cannot be made there; check the path, and that the disk is not mounted read-only, and start again.`;
    case 'EACCES':
    case 'EPERM':
      return `Cannot write to ${directory}: this user may not; check the owner and mode of the folder.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${directory} is not a folder; give another --directory.`;
    default:
      return null;
  }
}

function rethrow(error: unknown): never {
  throw error;
}
