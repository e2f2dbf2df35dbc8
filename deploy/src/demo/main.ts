import { CohortError } from '@commonward/cohorts';
import { DictionaryError, TableFileError } from '@commonward/schema';
import { DemoError } from './demo-error.js';
import { parseOptions } from './options.js';
import { Processes } from './processes.js';
import { runDemo } from './run-demo.js';
import { lineStory } from './story.js';

const MISTAKE = 2;
const NOT_VERIFIED = 1;
const INTERRUPTED = 130;

const options = parseOptions(process.argv.slice(2), process.env['COMMONWARD_DATA'] ?? null);
const output = options.json ? process.stderr : process.stdout;
const story = lineStory((text) => output.write(text));
const processes = new Processes();

process.once('SIGINT', () => void processes.end().then(() => process.exit(INTERRUPTED)));
process.once('SIGTERM', () => void processes.end().then(() => process.exit(INTERRUPTED)));

try {
  const { result, setUp } = await runDemo(options, { story, processes });
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  story.step(result.verified ? `Done: a verified export in ${result.seconds} s.` : 'The export did NOT verify.');
  if (!result.verified || result.survived?.paidOnce === false) process.exitCode = NOT_VERIFIED;
  if (options.exit) await processes.end();
  else story.say(`The dashboard stays up until Ctrl-C; choose your name and password: ${setUp}`);
} catch (error) {
  await processes.end();
  if (!isMistake(error)) throw error;
  process.stderr.write(`demo: ${error.message}\n`);
  process.exitCode = MISTAKE;
}

function isMistake(error: unknown): error is Error {
  return error instanceof DemoError || error instanceof CohortError || error instanceof DictionaryError || error instanceof TableFileError;
}
