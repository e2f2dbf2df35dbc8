import { IntegrityError, sha256Hex } from '@commonward/envelope';
import { listedFiles, verifyChecksums, verifySignature } from './checksums.js';
import { composeFiles } from './compose.js';
import { fileOf, readDescription, readLineage, type Files } from './lineage.js';
import { openLineage } from './open-lineage.js';

export interface Check {
  readonly name: string;
  readonly holds: boolean;
  /** What was seen, or what does not hold. */
  readonly detail: string;
}

export interface Verification {
  readonly holds: boolean;
  readonly checks: readonly Check[];
}

/**
 * Verifies an export from its files alone: signatures, hashes, the chain of offer, releases and receipts, and that the
 * generator, the rows and every document follow from the releases byte for byte.
 *
 * The signing key is inside the export; whoever needs to know that the export is this consortium's compares it with
 * the key obtained from the consortium (`expectedKey`).
 * @param expectedKey 64 hex digits, or null to accept the export's own key
 */
export function verifyExport(files: Files, expectedKey: string | null): Verification {
  const signed = [
    check('signer', () => signer(files, expectedKey)),
    check('signature', () => {
      verifySignature(files, readDescription(files).coordinatorKey);
      return 'SHA256SUMS is signed by the coordinator';
    }),
    check('checksums', () => `${verifyChecksums(files)} files as listed, none missing, none added`),
    check('lineage', () => lineage(files)),
  ];
  if (!signed.every(({ holds }) => holds)) return { holds: false, checks: [...signed, NOT_REPLAYED] };
  const replayed = check('replay', () => replay(files));
  return { holds: replayed.holds, checks: [...signed, replayed] };
}

/** A replay shows that signed files follow from signed releases; there is nothing to show for files that are neither. */
const NOT_REPLAYED: Check = { name: 'replay', holds: false, detail: 'not run, because something above does not hold' };

function check(name: string, run: () => string): Check {
  try {
    return { name, holds: true, detail: run() };
  } catch (error) {
    if (!(error instanceof IntegrityError || error instanceof RangeError || error instanceof TypeError)) throw error;
    return { name, holds: false, detail: error.message };
  }
}

function signer(files: Files, expectedKey: string | null): string {
  const { consortium, coordinatorKey } = readDescription(files);
  if (expectedKey === null) return `${consortium}, key ${coordinatorKey} (compare it with the key you have from the consortium)`;
  if (expectedKey !== coordinatorKey) throw new IntegrityError('signer', `The export is signed by key ${coordinatorKey}, not by the expected one.`);
  return `${consortium}, the expected key`;
}

function lineage(files: Files): string {
  const { plan, releases } = openLineage(readLineage(files));
  const { epsilon, delta, unit, adjacency } = plan.guarantee;
  const sites = releases.map(({ site }) => site).join(', ');
  return `offer, releases and receipts of ${sites} hold; plan: epsilon ${epsilon}, delta ${delta.toExponential()}, unit ${unit}, ${adjacency}`;
}

function replay(files: Files): string {
  const composed = composeFiles(readLineage(files));
  for (const [path, bytes] of composed) {
    if (sha256Hex(fileOf(files, path)) !== sha256Hex(bytes)) {
      throw new IntegrityError('payload', `${path} does not follow from the releases: the replay gives other bytes.`);
    }
  }
  const stray = listedFiles(files).find((path) => !composed.has(path));
  if (stray !== undefined) throw new IntegrityError('payload', `${stray} does not follow from the releases: a replay has no such file.`);
  return `generator ${sha256Hex(fileOf(files, 'lineage/generator.f32'))} and ${composed.size} files replayed to the same bytes`;
}
