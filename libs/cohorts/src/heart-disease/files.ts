import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { CohortError } from '../cohort.js';

export type HeartDiseaseSite = 'cleveland' | 'hungarian' | 'switzerland' | 'va';

/** One original file of the data set, as its publisher serves it. */
export interface HeartDiseaseFile {
  readonly site: HeartDiseaseSite;
  readonly file: string;
  readonly url: string;
  readonly bytes: number;
  /** Hexadecimal SHA-256 of the file. */
  readonly sha256: string;
}

/** Whom to name when the data are shown or passed on (CC BY 4.0, and the wish of the authors). */
export const heartDiseaseSource = {
  title: 'Heart Disease (UCI Machine Learning Repository, data set 45)',
  citation:
    'Janosi, A., Steinbrunn, W., Pfisterer, M., & Detrano, R. (1989). Heart Disease [Dataset]. UCI Machine Learning Repository. https://doi.org/10.24432/C52P4X',
  licence: 'CC-BY-4.0',
} as const;

const ARCHIVE = 'https://archive.ics.uci.edu/ml/machine-learning-databases/heart-disease';

/** The four original files, pinned by size and checksum. */
export const heartDiseaseFiles: readonly HeartDiseaseFile[] = [
  original('cleveland', 18461, 'a74b7efa387bc9d108d7d0115d831fe9b414b29ae7124f331b622b4efa0427c8'),
  original('hungarian', 10263, 'd1ad108f785768cd3d7e82dc522e6f5a61eea93cccfb3a46ee8076f73fc3d796'),
  original('switzerland', 4109, '834a405ccf5b66ab4056bb77794adc8df0b7125186454c0a1d002d33c6c3b314'),
  original('va', 6737, 'e7c93d8d0d2acdadfa4c5e8de768e2191e7f618b952e29623f1f0d5949ff6b8f'),
];

function original(site: HeartDiseaseSite, bytes: number, sha256: string): HeartDiseaseFile {
  const file = `processed.${site}.data`;
  return { site, file, url: `${ARCHIVE}/${file}`, bytes, sha256 };
}

/**
 * Checks that a file is the original one: many copies in circulation were recoded.
 * @throws CohortError if size or checksum differ
 */
export function checkHeartDiseaseFile(pinned: HeartDiseaseFile, content: Uint8Array): void {
  const found = bytesToHex(sha256(content));
  if (content.length === pinned.bytes && found === pinned.sha256) return;
  throw new CohortError(
    `${pinned.file}: this is not the original file (SHA-256 ${pinned.sha256}, ${pinned.bytes} bytes, is expected); fetch it from ${pinned.url}.`,
  );
}
