import { IntegrityError, sha256Hex } from '@commonward/envelope';
import { check, holding, type Check } from './check.js';
import { listedFiles, verifyChecksums, verifySignature } from './checksums.js';
import { composeFiles } from './compose.js';
import { fileOf, text, type Files } from './files.js';
import { readDescription, readLineage, REPORT } from './lineage.js';
import { TRANSCRIPT } from './masked/masked-files.js';
import { bookedWords, countWords } from './masked/sum-words.js';
import { openLineage, openSigned, type OpenedLineage } from './open-lineage.js';
import { reportDefect } from './report/report-defect.js';

export interface Verification {
  readonly holds: boolean;
  readonly checks: readonly Check[];
}

/**
 * Verifies an export from its files alone: signatures, hashes, the chain of offer, releases and receipts (of a masked round, its
 * transcript instead of releases), and that the generator, the rows and every document follow from the releases byte for byte. A report, if the export holds one, is the
 * exception: it is checked to be one of this generator (`reportDefect`), and `recomputedReport` checks the rest.
 *
 * The signing key is inside the export; whoever needs to know that the export is this consortium's compares it with
 * the key obtained from the consortium (`expectedKey`).
 * @param expectedKey 64 hex digits, or null to accept the export's own key
 */
export function verifyExport(files: Files, expectedKey: string | null): Verification {
  const signed = signedChecks(files, expectedKey);
  const established = !files.has(TRANSCRIPT) ? signed : [...signed, holding(signed) ? check('aggregation', () => aggregation(files)) : notRun('aggregation')];
  const replayed = [...established, holding(established) ? check('replay', () => replay(files)) : notRun('replay')];
  if (!files.has(REPORT)) return { holds: holding(replayed), checks: replayed };
  const reported = [...replayed, holding(replayed) ? check('report', () => report(files)) : notRun('report')];
  return { holds: holding(reported), checks: reported };
}

function signedChecks(files: Files, expectedKey: string | null): readonly Check[] {
  return [
    check('signer', () => signer(files, expectedKey)),
    check('signature', () => {
      verifySignature(files, readDescription(files).coordinatorKey);
      return 'SHA256SUMS is signed by the coordinator';
    }),
    check('checksums', () => `${verifyChecksums(files)} files as listed, none missing, none added`),
    check('lineage', () => lineage(files)),
  ];
}

/** A replay shows that signed files follow from signed releases; there is nothing to show for files that are neither. */
const notRun = (name: string): Check => ({ name, holds: false, detail: 'not run, because something above does not hold' });

function signer(files: Files, expectedKey: string | null): string {
  const { consortium, coordinatorKey } = readDescription(files);
  if (expectedKey === null) return `${consortium}, key ${coordinatorKey} (compare it with the key you have from the consortium)`;
  if (expectedKey !== coordinatorKey) throw new IntegrityError('signer', `The export is signed by key ${coordinatorKey}, not by the expected one.`);
  return `${consortium}, the expected key`;
}

function lineage(files: Files): string {
  const rounds = openSigned(readLineage(files));
  const [{ aggregation: kind, plan, parts }] = rounds;
  const { epsilon, delta, unit, adjacency } = plan.guarantee;
  const sites = parts.map(({ site }) => site).join(', ');
  const person = unit === 'patient' ? '' : ' (not a person)';
  return `${rounds.length === 1 ? '' : `${rounds.length} rounds: `}offer, ${kind === 'plain' ? 'releases' : 'contributions'} and receipts of ${sites} hold; plan: epsilon ${epsilon}, delta ${delta.toExponential()}, unit ${unit}${person}, ${adjacency}`;
}

function aggregation(files: Files): string {
  return openLineage(readLineage(files)).map(sumSeen).join('; then ');
}

function sumSeen(opened: OpenedLineage): string {
  if (opened.aggregation === 'plain') throw new IntegrityError('format', `The file ${TRANSCRIPT} is missing.`);
  const { plan, sum } = opened;
  return `masked: ${countWords(plan, sum)}; keys, sharers, masked vectors and consents are signed by the plan's sites, and the sum is unmasked again; ${bookedWords(plan)}`;
}

function replay(files: Files): string {
  const composed = composeFiles(readLineage(files));
  const source = files.has(TRANSCRIPT) ? 'the masked sum' : 'the releases';
  for (const [path, bytes] of composed) {
    if (sha256Hex(fileOf(files, path)) !== sha256Hex(bytes)) {
      throw new IntegrityError('payload', `${path} does not follow from ${path.startsWith('report.') ? REPORT : source}: the replay gives other bytes.`);
    }
  }
  const stray = listedFiles(files).find((path) => !composed.has(path));
  if (stray !== undefined) throw new IntegrityError('payload', `${stray} does not follow from ${source}: a replay has no such file.`);
  return `generator ${sha256Hex(fileOf(files, 'lineage/generator.f32'))} and ${composed.size} files replayed to the same bytes`;
}

function report(files: Files): string {
  const { report: stated } = readLineage(files);
  if (stated === null) throw new IntegrityError('format', `The file ${REPORT} is missing.`);
  const defect = reportDefect(stated, { plan: text(fileOf(files, 'lineage/plan.json')), generator: fileOf(files, 'lineage/generator.f32') });
  if (defect !== null) throw new IntegrityError('payload', defect);
  return `stated by the study's admin for this generator (${stated.basis}); its scores and its real side are not derived from releases`;
}
