import type { Finding } from '@commonward/schema';

/** Lines about a records file for the operator, at the site. They name lines and columns, never a value. */
export function dataReport(path: string, { records, findings }: { readonly records: number; readonly findings: readonly Finding[] }): string[] {
  const errors = findings.filter(isError).length;
  return [
    ...findings.map(({ severity, message }) => `${severity}: ${message}`),
    `${path}: ${records} usable records, ${errors} errors, ${findings.length - errors} notes. This is shown here only; none of it is sent.`,
  ];
}

export const isError = ({ severity }: Finding): boolean => severity === 'error';
