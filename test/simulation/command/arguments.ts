import { parseArgs } from 'node:util';
import type { Rounds } from './outcome.js';

/** What the command is asked to do. */
export type Task =
  | { readonly kind: 'seeds' | 'mutants'; readonly rounds: Rounds; readonly firstSeed: number; readonly seeds: number; readonly workers: number }
  | { readonly kind: 'trace'; readonly rounds: Rounds; readonly seed: number }
  | { readonly kind: 'flips'; readonly flips: number };

const SEEDS = 2000;
const WORKERS = 2;

/** @throws RangeError for anything but whole numbers above zero */
export function taskOf(args: readonly string[]): Task {
  const { values } = parseArgs({
    args: [...args],
    options: { seeds: { type: 'string' }, 'first-seed': { type: 'string' }, workers: { type: 'string' }, trace: { type: 'string' }, mutants: { type: 'boolean' }, masked: { type: 'boolean' }, flips: { type: 'string' } },
  });
  const rounds = values.masked === true ? 'masked' : 'plain';
  const number = (name: 'seeds' | 'first-seed' | 'workers' | 'trace' | 'flips', otherwise: number): number => positive(`--${name}`, values[name] ?? String(otherwise));
  if (values.trace !== undefined) return { kind: 'trace', rounds, seed: number('trace', 1) };
  if (values.flips !== undefined) return { kind: 'flips', flips: number('flips', 1) };
  return { kind: values.mutants === true ? 'mutants' : 'seeds', rounds, firstSeed: number('first-seed', 1), seeds: number('seeds', SEEDS), workers: number('workers', WORKERS) };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name} must be a whole number above zero, not ${text}.`);
  return value;
}
