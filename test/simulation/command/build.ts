import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/** A change of one line of a source file: the build has `becomes` where the file says `line`. */
export interface Patch {
  readonly file: string;
  readonly line: string;
  readonly becomes: string;
}

const root = rootAbove(fileURLToPath(import.meta.url));
const START = 'test/simulation/world/run-seed.ts';
/** Where the packages of this repository begin, by the names they are imported by, and what stands in for another one. */
const packages = new Map([
  ...['proto', ...readdirSync(join(root, 'libs')).map((name) => `libs/${name}`)].flatMap(entrancesOf),
  ['@noble/hashes/sha2.js', 'test/simulation/world/digests.ts'] as const,
  ['node:timers/promises', 'test/simulation/world/virtual-timers.ts'] as const,
]);

/** What stands in for a source file of ours. */
const substitutes = new Map([['libs/envelope/src/ed25519.ts', 'test/simulation/world/signatures.ts']]);

/**
 * Compiles the simulation, and all of our own sources that it reaches, into a new folder, with a patch or as they are. Nothing
 * of the copy can fall back on sources that are not patched.
 *
 * @returns the file to import
 * @throws Error unless the patch changes exactly one place of a file that the simulation reaches
 */
export function buildSimulation(patch: Patch | null): string {
  const programs = new Map<string, string>();
  const waiting = [START];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (programs.has(file)) continue;
    const { code, reached } = compiled(file, patched(file, readFileSync(join(root, file), 'utf8'), patch));
    programs.set(file, code);
    waiting.push(...reached);
  }
  if (patch !== null && !programs.has(patch.file)) throw new Error(`the simulation does not reach ${patch.file}`);
  return join(written(programs), compiledName(START));
}

/** @returns the folder */
function written(programs: ReadonlyMap<string, string>): string {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'commonward-simulation-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [file, code] of programs) {
    const path = join(folder, compiledName(file));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  return folder;
}

/** The folder that a build is in. */
export const folderOf = (simulation: string): string => simulation.slice(0, -compiledName(START).length);

function patched(file: string, text: string, patch: Patch | null): string {
  if (patch?.file !== file) return text;
  const parts = text.split(patch.line);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places, instead of one, that say: ${patch.line}`);
  return parts.join(patch.becomes);
}

function compiled(file: string, text: string): { readonly code: string; readonly reached: readonly string[] } {
  const { code } = transformSync(text, {
    filename: file,
    configFile: false,
    swcrc: false,
    module: { type: 'es6' },
    sourceMaps: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true } },
  });
  const reached: string[] = [];
  const local = code.replaceAll(/(\bfrom\s*|\bimport\s*\(?\s*)(["'])([^"']+)\2/g, (whole, before: string, _quote, specifier: string) => {
    const target = sourceOf(file, specifier);
    if (target === null) return whole;
    reached.push(target);
    const path = relative(dirname(file), compiledName(target));
    return `${before}"${path.startsWith('.') ? path : `./${path}`}"`;
  });
  const other = /["'](@commonward\/[^"']+)/.exec(local)?.[1];
  if (other !== undefined) throw new Error(`${file} reaches ${other}, which no package under libs exports`);
  return { code: local, reached };
}

/** @returns for each name that the package in a folder is imported by, the source file it begins at */
function entrancesOf(folder: string): (readonly [name: string, file: string])[] {
  const { name, exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string; exports: Record<string, { default: string }> };
  return Object.entries(exports).map(([part, { default: compiledFile }]) => [
    `${name}${part.slice(1)}`,
    join(folder, compiledFile.replace('dist/', 'src/').replace(/[.]js$/, '.ts')),
  ]);
}

/** @returns null for what is not ours */
function sourceOf(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return packages.get(specifier) ?? null;
  const path = relative(root, resolve(root, dirname(file), specifier)).replace(/[.]js$/, '.ts');
  return existsSync(join(root, path)) ? (substitutes.get(path) ?? path) : null;
}

const compiledName = (file: string): string => file.replace(/[.]ts$/, '.js');

/** The folder of the repository, from wherever this program lies in it. */
function rootAbove(path: string): string {
  const folder = dirname(path);
  return existsSync(join(folder, 'package-lock.json')) ? folder : rootAbove(folder);
}
