import type { Finding } from '@commonward/schema';

/** Lines about a records file for the operator, at the site. They name lines and columns, never a value. */
export function dataReport(path: string, { records, findings }: { readonly records: number; readonly findings: readonly Finding[] }): string[] {
  const errors = findings.filter(isError).length;
  return [
    ...findings.map(({ severity, message, count }) => `${severity}${count === 1 ? '' : ` (${count} records)`}: ${message}`),
    `${path}: ${counted(records, 'usable record')}, ${counted(errors, 'error')}, ${counted(findings.length - errors, 'note')}. This is shown here only; none of it is sent.`,
  ];
}

export const isError = ({ severity }: Finding): boolean => severity === 'error';

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
