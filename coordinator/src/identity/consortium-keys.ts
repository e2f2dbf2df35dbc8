import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityFromSeed, type Identity } from '@commonward/envelope';
import { createAuthority, issueServerCertificate, type KeyedCertificate } from './certificate-authority.js';

/** Every secret of the coordinator. They live in one folder that only its own user can read. */
export interface ConsortiumKeys {
  readonly consortium: string;
  /** Signs offers, receipts and exports. */
  readonly identity: Identity;
  readonly authority: KeyedCertificate;
  readonly server: KeyedCertificate;
  /** Opens the HTTP interface to programs on this machine that can read the key file: the command line. */
  readonly accessKey: string;
}

export const CONSORTIUM_KEYS = Symbol('ConsortiumKeys');

interface KeyFile {
  readonly consortium: string;
  readonly identitySeed: string;
  readonly authority: KeyedCertificate;
  readonly accessKey: string;
}

function writeSecret(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text, { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

/**
 * Reads the coordinator's keys, or makes them at the first start. The server certificate is issued anew at each start.
 */
export async function loadConsortiumKeys(options: {
  readonly directory: string;
  readonly consortium: string;
}): Promise<ConsortiumKeys> {
  const directory = join(options.directory, 'keys');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const path = join(directory, 'consortium.json');
  if (!existsSync(path)) {
    const keys: KeyFile = {
      consortium: options.consortium,
      identitySeed: randomBytes(32).toString('hex'),
      authority: await createAuthority(options.consortium),
      accessKey: randomBytes(32).toString('base64url'),
    };
    writeSecret(path, JSON.stringify(keys));
  }
  const keys = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  return {
    consortium: keys.consortium,
    identity: identityFromSeed(Buffer.from(keys.identitySeed, 'hex')),
    authority: keys.authority,
    server: await issueServerCertificate(keys.authority),
    accessKey: keys.accessKey,
  };
}
