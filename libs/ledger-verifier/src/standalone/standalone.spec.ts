import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const packageFolder = join(import.meta.dirname, '..', '..');
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
const vector = JSON.parse(readFileSync(new URL('../../../../test/vectors/ledger.json', import.meta.url), 'utf8')) as { publicKey: string; frames: string[] };
const golden = Buffer.from(vector.frames.join(''), 'hex');

describe('the one file that an auditor keeps', () => {
  const work = mkdtempSync(join(tmpdir(), 'commonward-standalone-'));
  const empty = join(work, 'empty');

  /** As on a machine that has Node and this file, and nothing else: no packages, no settings. */
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['standalone.mjs', ...words], { cwd: empty, env: {}, encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  beforeAll(() => {
    execFileSync(process.execPath, [vite, 'build', '--outDir', join(work, 'built'), '--logLevel', 'error'], { cwd: packageFolder });
    expect(readdirSync(join(work, 'built'))).toEqual(['standalone.mjs']);
    mkdirSync(empty);
    copyFileSync(join(work, 'built', 'standalone.mjs'), join(empty, 'standalone.mjs'));
    writeFileSync(join(empty, 'ledger.log'), golden);
    writeFileSync(join(empty, 'altered.log'), golden.with(700, golden[700] ^ 1));
  });
  afterAll(() => rmSync(work, { recursive: true }));

  it('verifies a ledger in an empty folder, with exit code 0', () => {
    const { status, stdout, stderr } = run('ledger.log', '--public-key', vector.publicKey);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('spent      rho 0.15 of 0.4\n');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('The ledger holds.');
  });

  it('says where an altered one breaks, with exit code 1', () => {
    const { status, stdout } = run('altered.log', '--json');
    const report = JSON.parse(stdout) as { holds: boolean; problem: object };
    expect({ status, holds: report.holds }).toEqual({ status: 1, holds: false });
    expect(report.problem).toMatchObject({ in: 'ledger', record: 1, offset: golden.readUInt32LE(0) + 8 });
  });

  it.each<readonly [string, readonly string[]]>([
    ['Cannot read nowhere.log (ENOENT).', ['nowhere.log']],
    ['--public-key is the 64 hexadecimal digits of a public key.', ['ledger.log', '--public-key', 'ab']],
    ['Give one ledger', ['ledger.log', 'altered.log']],
    ['Unknown option', ['ledger.log', '--nonsense']],
  ])('answers a mistake in a sentence, with exit code 2: %s', (sentence, words) => {
    const { status, stderr } = run(...words);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
