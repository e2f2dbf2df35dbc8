import { canonicalJson } from '@commonward/envelope';
import type { DataDictionary } from '@commonward/schema';
import { cellLabels } from '../cell-labels.js';
import { groupFindings } from '../equity/findings.js';
import { rankCorrelation } from '../importance/importance-agreement.js';
import type { BenchmarkReport } from './benchmark-report.js';

/** Whether the groups are everyone, the hospitals and whole columns of the dictionary, and their findings those of their numbers. */
export function groupsFollow({ groups, rows, hospitals }: BenchmarkReport, dictionary: DataDictionary): boolean {
  const [everyone] = groups;
  if (everyone === undefined || !same(everyone.name, { kind: 'everyone' }) || !same(everyone.records, rows)) return false;
  const all = { records: rows, accuracy: everyone.accuracy };
  return areHospitals(groups, hospitals) && areColumns(groups, dictionary, rows) && groups.every((group) => same(group.findings, groupFindings(group, all)));
}

/** All of them with as many records as they are stated to have, or none of them. */
function areHospitals(groups: BenchmarkReport['groups'], hospitals: BenchmarkReport['hospitals']): boolean {
  const named = groups.filter(({ name }) => name.kind === 'hospital');
  return named.length === 0 || same(named.map(({ name, records }) => ({ name, train: records.train })), hospitals.map(({ rows }, k) => ({ name: { kind: 'hospital', hospital: k + 1 }, train: rows })));
}

/** Every record is in one cell of a column. */
function areColumns(groups: BenchmarkReport['groups'], { columns }: DataDictionary, rows: BenchmarkReport['rows']): boolean {
  const cells = groups.flatMap(({ name, records }) => (name.kind === 'cell' ? [{ ...name, records }] : []));
  return [...new Set(cells.map(({ column }) => column))].every((name) => {
    const column = columns.find((one) => one.name === name);
    const own = cells.filter((cell) => cell.column === name);
    const total = (side: 'synthetic' | 'train' | 'test'): number => own.reduce((sum, { records }) => sum + Number(records[side]), 0);
    return column !== undefined && same(own.map(({ label }) => label), cellLabels(column)) && same({ synthetic: total('synthetic'), train: total('train'), test: total('test') }, rows);
  });
}

export const importanceFollows = ({ columns, rankCorrelation: stated }: BenchmarkReport['importance'], dictionary: DataDictionary): boolean =>
  same(columns.map(({ column }) => column), dictionary.columns.flatMap(({ name }) => (name === dictionary.target ? [] : [name]))) && Math.abs(stated - rankCorrelation(columns)) <= TOLERANCE;

const TOLERANCE = 1e-9;

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
