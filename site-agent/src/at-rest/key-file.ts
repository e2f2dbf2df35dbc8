import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { config } from '../config.js';
import { fileProblem, OperatorError } from '../operator-error.js';

const KEY_BYTES = 32;
const KEY = /^[0-9a-f]{64}\n?$/;
/** The name of the key among systemd's credentials. */
const CREDENTIAL = 'commonward-site-key';

/**
 * The key of a home: from the file that COMMONWARD_KEY_FILE names, else systemd's credential, else where `join` put it.
 * @throws OperatorError if it is not there, or is none
 */
export function readKey(keyFile: string): Uint8Array {
  const path = config.keyFile ?? credential() ?? keyFile;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileProblem('read', path, error);
  }
  if (!KEY.test(text)) throw new OperatorError(`${path} holds no key: expected 64 hex digits, as join wrote them.`);
  return new Uint8Array(Buffer.from(text.trim(), 'hex'));
}

function credential(): string | null {
  const path = config.credentials === null ? null : join(config.credentials, CREDENTIAL);
  return path !== null && existsSync(path) ? path : null;
}

/**
 * Makes a key, unless there is one: then it opens this home too.
 * @throws OperatorError if it would lie in the home, where whoever takes the one has the other
 */
export function makeKey(path: string, home: string): void {
  if (!relative(resolve(home), resolve(path)).startsWith(`..${sep}`)) throw new OperatorError(`The key ${path} must not lie in the home that it opens; give a --key-file elsewhere.`);
  if (existsSync(path)) return;
  const draft = `${path}.tmp`;
  try {
    writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileProblem('write', path, error);
  }
}
