import { Command, InvalidArgumentError } from 'commander';

export interface DemoOptions {
  /** A known data set or a cohort folder. */
  readonly data: string;
  /** Folder of known data sets, or null. */
  readonly dataDir: string | null;
  readonly simulated: boolean;
  readonly epsilon: number;
  readonly delta: number;
  readonly cap: number;
  readonly trust: 'local' | 'shared';
  readonly rows: number;
  readonly directory: string;
  readonly httpPort: number;
  /** Kill agents and coordinator and cut the network while it runs. */
  readonly chaos: boolean;
  readonly exit: boolean;
  readonly json: boolean;
}

/** Defaults of the demo, as the documentation states them; the product itself has none. */
const DEFAULTS = { data: 'heart-disease', epsilon: 3, delta: 1e-5, cap: 5, rows: 1000, directory: 'demo-run' };

function positive(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('expected a number above 0');
  return value;
}

function rows(text: string): number {
  const value = positive(text);
  if (!Number.isInteger(value) || value > 1_000_000) throw new InvalidArgumentError('expected a whole number from 1 to 1000000');
  return value;
}

function delta(text: string): number {
  const value = positive(text);
  if (value >= 1) throw new InvalidArgumentError('expected a number between 0 and 1');
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('expected a port from 0 to 65535 (0 takes any free one)');
  return value;
}

function trust(text: string): DemoOptions['trust'] {
  if (text === 'local' || text === 'shared') return text;
  throw new InvalidArgumentError('expected local or shared');
}

export function parseOptions(argv: readonly string[], dataDirOfEnvironment: string | null): DemoOptions {
  const command = new Command('npm run demo --')
    .description('Four hospitals, one coordinator, one private generator, one verified export: separate processes on this machine.')
    .option('--data <name|folder>', 'heart-disease, chest-xray, fitbit, or a cohort folder (dictionary.json, site-<name>.csv, perhaps test.csv; of images site-<name>.npz or a folder; of days a file or a folder)', DEFAULTS.data)
    .option('--data-dir <folder>', 'folder that holds known data sets (environment: COMMONWARD_DATA)')
    .option('--simulated', 'use the built-in simulator of four hospitals', false)
    .option('--epsilon <number>', 'epsilon at each site', positive, DEFAULTS.epsilon)
    .option('--delta <number>', 'delta at each site', delta, DEFAULTS.delta)
    .option('--cap <number>', "each hospital's own cap on epsilon", positive, DEFAULTS.cap)
    .option('--trust <kind>', 'local: every site adds the full noise itself; shared: its share of it', trust, 'local')
    .option('--rows <number>', 'synthetic records to export', rows, DEFAULTS.rows)
    .option('--directory <folder>', 'folder for everything the demo writes', DEFAULTS.directory)
    .option('--http-port <port>', 'port of the dashboard on loopback', port, 0)
    .option('--chaos', 'kill -9 every agent and the coordinator, and cut the network for longer than the keep-alive, in the middle of the round (takes a minute more)', false)
    .option('--exit', 'end when the export is verified, instead of serving the dashboard', false)
    .option('--json', 'print one JSON object on standard output; progress goes to standard error', false)
    .addHelpText('after', '\nExample:\n  npm run demo -- --data ./my-cohort --epsilon 1 --exit');
  const options = command.parse(argv, { from: 'user' }).opts<Omit<DemoOptions, 'dataDir'> & { dataDir?: string }>();
  return { ...options, dataDir: options.dataDir ?? dataDirOfEnvironment };
}
