import type { BenchmarkReport } from '../api/model.js';

export type ReportedGroup = BenchmarkReport['groups'][number];
export type Finding = ReportedGroup['findings'][number];

export function groupText({ name }: Pick<ReportedGroup, 'name'>): string {
  switch (name.kind) {
    case 'everyone':
      return 'Everyone';
    case 'hospital':
      return `Hospital ${name.hospital}`;
    case 'cell':
      return `${name.column}: ${name.label}`;
  }
}

/** Groups that hold somebody; a cell of a column may be empty everywhere. */
export const inhabited = (groups: readonly ReportedGroup[]): readonly ReportedGroup[] => groups.filter(({ records }) => records.train + records.test > 0);
