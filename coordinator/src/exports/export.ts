import type { Guarantee } from '@commonward/accounting';
import type { Condition } from '@commonward/synthesis/coordinator';

/** Synthetic records that someone asked for, as a folder on disk. */
export interface Export {
  readonly id: string;
  readonly study: string;
  readonly studyName: string;
  readonly state: 'preparing' | 'ready' | 'failed';
  readonly rows: number;
  readonly conditions: readonly Condition[];
  readonly purpose: string;
  readonly requestedAt: string;
  readonly readyAt: string | null;
  readonly generatorSha256: string;
  readonly guarantee: Guarantee;
  readonly directory: string;
  readonly files: readonly ExportedFile[];
  readonly failure: string | null;
}

export interface ExportedFile {
  /** Path inside the export's folder. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}
