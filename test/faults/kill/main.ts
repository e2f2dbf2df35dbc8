import { parseArgs } from 'node:util';
import { campaign, type Choice, type Victim } from './campaign.js';
import { isClean, sum, table, type Tally } from './tally.js';

const MISTAKE = 2;
const VICTIMS: readonly Victim[] = ['site', 'coordinator'];

interface Asked {
  /** Of each kind of process. */
  readonly choice: Choice;
  readonly victims: readonly Victim[];
  readonly json: boolean;
}

/** @throws TypeError or RangeError in one sentence */
function asked(argv: string[]): Asked {
  const { values } = parseArgs({ args: argv, options: { points: { type: 'string' }, at: { type: 'string', multiple: true }, of: { type: 'string' }, json: { type: 'boolean', default: false } } });
  const most = values.points === undefined ? Infinity : numberOf('--points', values.points);
  const choice: Choice = values.at === undefined ? { kind: 'spread', most } : { kind: 'at', points: values.at.map((text) => numberOf('--at', text)) };
  const victims = VICTIMS.filter((victim) => values.of === undefined || values.of === victim);
  if (victims.length === 0) throw new RangeError(`--of is site or coordinator, not ${values.of}.`);
  return { choice, victims, json: values.json };
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`${option} is a whole number above 0, not ${text}.`);
}

async function perform({ choice, victims, json }: Asked): Promise<boolean> {
  const started = performance.now();
  const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const rows: (readonly [string, Tally])[] = [];
  for (const victim of victims) rows.push([victim, await campaign({ victim, choice, say })]);
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
