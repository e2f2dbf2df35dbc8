import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const DEPLOY = join(import.meta.dirname, '..');
const ROOT = join(DEPLOY, '..');

export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly user?: string;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

export const fileOf = (path: string): string => readFileSync(join(DEPLOY, path), 'utf8');

/** The compose file as it is read where no variable is set. */
export function readCompose(): Compose {
  const text = fileOf('compose/compose.yaml').replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
  if (text.includes('${')) throw new Error('compose.yaml has a variable without a default');
  return parse(text) as Compose;
}

/** The instructions of a Dockerfile: word and rest, continued lines joined, comments left out. */
export function instructionsOf(dockerfile: string): readonly { readonly word: string; readonly rest: string }[] {
  const lines = fileOf(dockerfile).replaceAll('\\\n', ' ').split('\n');
  return lines
    .map((line) => /^([A-Z]+)\s+(.+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, word, rest]) => ({ word, rest: rest.trim() }));
}

/** All settings of a systemd unit, in order; a name may come more than once. */
export function settingsOf(unit: string): readonly (readonly [name: string, value: string])[] {
  const lines = fileOf(unit).split('\n');
  return lines
    .map((line) => /^(\w+)=(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name, value]) => [name, value]);
}

/** The real command line of a package, by the name it is installed under. */
export const COMMANDS: Readonly<Record<string, string>> = {
  commonward: join(ROOT, 'coordinator', 'bin', 'commonward.js'),
  'commonward-site': join(ROOT, 'site-agent', 'bin', 'commonward-site.js'),
};

/** Options of a command line that its own --help does not know. @throws Error if there is no such command */
export function unknownOptions(command: string, [subcommand, ...rest]: readonly string[]): readonly string[] {
  const help = execFileSync(process.execPath, [COMMANDS[command], subcommand, '--help'], { encoding: 'utf8' });
  if (!help.startsWith(`Usage: ${command} ${subcommand} `)) throw new Error(`${command} has no command ${subcommand}`);
  const known = new Set(help.match(/--[a-z-]+/g));
  return rest.filter((word) => word.startsWith('--') && !known.has(word));
}
