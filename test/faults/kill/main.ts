import { parseArgs } from 'node:util';
import { campaign, type Victim } from './campaign.js';
import { isClean, sum, table, type Tally } from './tally.js';

const MISTAKE = 2;
const VICTIMS: readonly Victim[] = ['site', 'coordinator'];

interface Asked {
  /** Of each kind of process. */
  readonly points: number;
  readonly victims: readonly Victim[];
  readonly json: boolean;
}

/** @throws TypeError or RangeError in one sentence */
function asked(argv: string[]): Asked {
  const { values } = parseArgs({ args: argv, options: { points: { type: 'string' }, of: { type: 'string' }, json: { type: 'boolean', default: false } } });
  const points = values.points === undefined ? Infinity : Number(values.points);
  if (points !== Infinity && !(Number.isInteger(points) && points > 0)) throw new RangeError(`--points is a whole number above 0, not ${values.points}.`);
  const victims = VICTIMS.filter((victim) => values.of === undefined || values.of === victim);
  if (victims.length === 0) throw new RangeError(`--of is site or coordinator, not ${values.of}.`);
  return { points, victims, json: values.json };
}

async function perform({ points, victims, json }: Asked): Promise<boolean> {
  const started = performance.now();
  const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const rows: (readonly [string, Tally])[] = [];
  for (const victim of victims) rows.push([victim, await campaign({ victim, most: points, say })]);
  const total = sum(rows.map(([, tally]) => tally));
  const seconds = Math.round((performance.now() - started) / 1000);
  for (const line of table([...rows, ['all', total]])) say(line);
  process.stdout.write(json ? `${JSON.stringify({ ...Object.fromEntries(rows), all: total, seconds })}\n` : `${lastLine(total)}, seconds ${seconds}\n`);
  return isClean(total);
}

const lastLine = ({ points, kills, secondCrashes, resends, findings, unfinished }: Tally): string =>
  `points ${points}, kills ${kills}, second crashes ${secondCrashes}, resends ${resends}, lost ${findings.lost}, duplicated ${findings.duplicated}, refunded ${findings.refunded}, differing resends ${findings.differing}, unfinished ${unfinished}`;

try {
  process.exitCode = (await perform(asked(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  process.stderr.write(`test:kill: ${error.message} See docs/testing-faults.md.\n`);
  process.exitCode = MISTAKE;
}
