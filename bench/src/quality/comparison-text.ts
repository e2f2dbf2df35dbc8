import { aligned } from './aligned.js';
import type { ComparedRow } from './comparison.js';
import { number, spread } from './report-text.js';

const HEAD = ['', 'guarantee', 'accuracy', 'AUROC', 'TV1', 'TV2', 'corr', 'copies', 'CPU s'];

/** The comparison for people: who did what, and below it why some did not. */
export function comparisonText(rows: readonly ComparedRow[]): string {
  const remarks = rows.flatMap(({ name, guarantee, remark }) => (remark === null ? [] : [`${[name, guarantee].filter((words) => words !== '').join(', ')}: ${remark}.`]));
  return ['All of them, on the same splits', '', ...aligned([HEAD, ...rows.flatMap(lineOf)]), '', ...remarks, ''].join('\n');
}

function lineOf({ name, guarantee, scores }: ComparedRow): string[][] {
  if (scores === null) return [];
  const { accuracy, auroc, distances, cpuSeconds } = scores;
  const near = distances === null ? ['', '', '', ''] : [number(distances.tv1), number(distances.tv2), number(distances.corr), number(distances.copies)];
  return [[name, guarantee, spread(accuracy), spread(auroc), ...near, cpuSeconds === null ? '' : cpuSeconds.toFixed(1)]];
}
