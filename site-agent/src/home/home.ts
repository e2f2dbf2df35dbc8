import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { identityFromSeed, type Identity } from '@commonward/envelope';
import { z } from 'zod';
import { readKey } from '../at-rest/key-file.js';
import { openChunk, sealChunk } from '../at-rest/sealed-chunk.js';
import { sealedDisk } from '../at-rest/sealed-disk.js';
import type { LedgerDisk } from '../ledger/ledger-disk.js';
import { nodeDisk } from '../ledger/node-disk.js';
import { fileProblem, OperatorError } from '../operator-error.js';
import { parsePolicy, type Policy } from '../policy/policy.js';

const membershipSchema = z.strictObject({
  site: z.string(),
  consortium: z.string(),
  /** host:port of the federation service; of several coordinators, with commas between */
  address: z.string(),
  /** PEM */
  authority: z.string(),
  certificate: z.string(),
  /** Ed25519, 64 hex digits */
  coordinatorKey: z.string(),
  records: z.string(),
  dictionary: z.string(),
  /** Where the key is under which keys, ledger and releases are encrypted; null if they are not. */
  keyFile: z.string().nullable(),
});

/** Where this site belongs, and where its records are. */
export type Membership = Readonly<z.infer<typeof membershipSchema>>;

export interface Home {
  readonly directory: string;
  readonly membership: Membership;
  readonly policy: Policy;
  readonly identity: Identity;
  /** PEM, PKCS #8 */
  readonly tlsKey: string;
  /** The disk as the ledger has to use it: encrypted, if this home is. */
  readonly disk: LedgerDisk;
}

const FILES = { membership: 'site.json', policy: 'policy.json', identity: 'identity.seed', tlsKey: 'tls.key' } as const;

export const ledgerDirectory = (home: Home): string => join(home.directory, 'ledger');

/** @throws OperatorError if the folder already belongs to a site, or holds anything else: found before a token is used */
export function assertNoHome(directory: string): void {
  if (existsSync(join(directory, FILES.membership))) {
    throw new OperatorError(`${directory} already belongs to a site; give another --home, or start it with: commonward-site run --home ${directory}`);
  }
  const held = existsSync(directory) ? filesIn(directory) : [];
  if (held.length > 0) throw new OperatorError(`${directory} is there and holds other files; give a --home that is not there yet.`);
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw fileProblem('read', directory, error);
  }
}

/** A home that is not there yet: nothing stands in its place until `complete`. */
export interface DraftHome {
  /** Adds the membership and moves the home into its place, in one step. */
  complete(membership: Membership): void;
  discard(): void;
}

/**
 * Writes keys and policy beside the final folder, so that a full disk or a wrong path is found before the join token
 * is used up.
 */
export function draftHome(directory: string, secrets: { policy: Policy; identitySeed: Uint8Array; tlsKey: string; key: Uint8Array | null }): DraftHome {
  const target = resolve(directory);
  const draft = `${target}.joining`;
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(draft, name), content, { mode: 0o600, flush: true });
  const writeSecret = (name: string, text: string) => write(name, secrets.key === null ? text : sealChunk(sealingWith(secrets.key), { file: name, index: 0 }, Buffer.from(text)));
  const discard = () => rmSync(draft, { recursive: true, force: true });
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      discard();
      throw fileProblem('write', target, error);
    }
  };
  attempt(() => {
    discard();
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    write(FILES.policy, `${JSON.stringify(secrets.policy, null, 2)}\n`);
    writeSecret(FILES.identity, Buffer.from(secrets.identitySeed).toString('hex'));
    writeSecret(FILES.tlsKey, secrets.tlsKey);
  });
  return {
    complete: (membership) =>
      attempt(() => {
        write(FILES.membership, `${JSON.stringify(membership, null, 2)}\n`);
        renameSync(draft, target);
      }),
    discard,
  };
}

const sealingWith = (key: Uint8Array) => ({ key, nonce: () => new Uint8Array(randomBytes(12)) });

/** @throws OperatorError if the folder is not a joined site's, or its key is not there or another's */
export function readHome(directory: string): Home {
  const read = (name: string): Buffer => {
    try {
      return readFileSync(join(directory, name));
    } catch (error) {
      if (!existsSync(join(directory, FILES.membership))) {
        throw new OperatorError(`${directory} belongs to no site yet; join first: commonward-site join TOKEN --home ${directory}`);
      }
      throw fileProblem('read', join(directory, name), error);
    }
  };
  const membership = membershipSchema.parse(JSON.parse(read(FILES.membership).toString('utf8')));
  const key = membership.keyFile === null ? null : readKey(membership.keyFile);
  const readSecret = (name: string): string => {
    const bytes = read(name);
    const content = key === null ? bytes : openChunk(key, { file: name, index: 0 }, { bytes, offset: 0 });
    if (content === null) throw new OperatorError(`${join(directory, name)} does not open with this home's key: put back the key that join made, or the whole home.`);
    return Buffer.from(content).toString('utf8');
  };
  return {
    directory,
    membership,
    policy: parsePolicy(read(FILES.policy).toString('utf8'), join(directory, FILES.policy)),
    identity: identityFromSeed(Buffer.from(readSecret(FILES.identity), 'hex')),
    tlsKey: readSecret(FILES.tlsKey),
    disk: key === null ? nodeDisk : sealedDisk(nodeDisk, sealingWith(key)),
  };
}
