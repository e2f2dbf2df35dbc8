import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type * as privacy from '@commonward/privacy';
import type { gradientStep } from '@commonward/synthesis/site';
import { transformSync } from '@swc/core';

/** What an audit needs of a build of our own sources. */
export interface Build {
  readonly privacy: typeof privacy;
  readonly gradientStep: typeof gradientStep;
}

/** A change of one line of a source file: the build with `becomes` where the file says `line`. */
export interface Patch {
  readonly file: string;
  readonly line: string;
  readonly becomes: string;
}

const libs = fileURLToPath(new URL('../../libs/', import.meta.url));
const training = 'synthesis/src/site/gradient-step.ts';

/**
 * Compiles a copy of the sources that hold privacy, with a patch or as they are, and loads it from a folder of its own.
 *
 * @throws Error unless the patch changes exactly one place
 */
export async function buildWith(patch: Patch | null): Promise<Build> {
  const folder = mkdtempSync(join(tmpdir(), 'commonward-audit-'));
  try {
    const sources = patched(copiedSources(), patch);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [file, text] of sources) write(join(folder, compiledName(file)), compiled(file, text));
    const load = (file: string): Promise<unknown> => import(pathToFileURL(join(folder, compiledName(file))).href);
    return { privacy: (await load('privacy/src/index.ts')) as typeof privacy, ...((await load(training)) as Pick<Build, 'gradientStep'>) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copiedSources(): Map<string, string> {
  const files = readdirSync(join(libs, 'privacy/src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<![.](spec|fixture|compile-check))[.]ts$/.test(file))
    .map((file) => join('privacy/src', file));
  return new Map([...files, training].map((file) => [file, readFileSync(join(libs, file), 'utf8')]));
}

function patched(sources: Map<string, string>, patch: Patch | null): Map<string, string> {
  if (patch === null) return sources;
  const parts = (sources.get(patch.file) ?? '').split(patch.line);
  if (parts.length !== 2) throw new Error(`${patch.file} has ${parts.length - 1} places, instead of one, that say: ${patch.line}`);
  return new Map([...sources, [patch.file, parts.join(patch.becomes)]]);
}

/** JavaScript whose imports stay within the folder: nothing of the copy can fall back on the sources that are not patched. */
function compiled(file: string, text: string): string {
  const { code } = transformSync(text, { filename: file, module: { type: 'es6' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } });
  const local = code.replaceAll("'@commonward/privacy'", "'../../../privacy/src/index.js'").replaceAll('"@commonward/privacy"', '"../../../privacy/src/index.js"');
  if (local.includes('@commonward/')) throw new Error(`${file} reaches another package`);
  return local;
}

function compiledName(file: string): string {
  return file.replace(/[.]ts$/, '.js');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
