import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { uniformStream } from '@commonward/cohorts';

const CATEGORICAL = 20;
const NUMERIC = 19;
const LINES_PER_WRITE = 2000;

/** Forty columns as a hospital has them: 20 of codes, 19 of numbers with one decimal, some missing, and the disease. */
export function wideDictionary({ rows }: { rows: number }): string {
  const codes = Array.from({ length: CATEGORICAL }, (_, j) => ({ name: `code${j}`, type: 'categorical', categories: ['0', '1', '2', '3'], missing: j % 2 === 0 ? [''] : null }));
  const numbers = Array.from({ length: NUMERIC }, (_, j) => ({ name: `value${j}`, type: 'numeric', min: 0, max: 200, decimals: 1, missing: j % 2 === 0 ? [''] : null }));
  const disease = { name: 'disease', type: 'categorical', categories: ['0', '1'], missing: null };
  return JSON.stringify({
    name: 'wide',
    kind: 'table',
    unit: 'patient',
    patientId: 'patient',
    target: 'disease',
    publicCohortSize: { rehearsal: rows },
    public: true,
    columns: [...codes, ...numbers, disease],
  });
}

/** Writes simulated patients: whoever carries a high burden has higher values, higher codes, and the disease more often. */
export function writeWideTable(path: string, { rows, seed }: { rows: number; seed: string }): void {
  const uniform = uniformStream(createHash('sha256').update(seed).digest());
  const file = openSync(path, 'w');
  try {
    writeSync(file, `${header()}\n`);
    for (let row = 0; row < rows; row += LINES_PER_WRITE) {
      const lines = Array.from({ length: Math.min(LINES_PER_WRITE, rows - row) }, (_, i) => patientLine(row + i, uniform));
      writeSync(file, `${lines.join('\n')}\n`);
    }
  } finally {
    closeSync(file);
  }
}

function header(): string {
  const codes = Array.from({ length: CATEGORICAL }, (_, j) => `code${j}`);
  const values = Array.from({ length: NUMERIC }, (_, j) => `value${j}`);
  return ['patient', ...codes, ...values, 'disease'].join(',');
}

function patientLine(patient: number, uniform: () => number): string {
  const burden = uniform();
  const cells = [`p${patient}`];
  for (let j = 0; j < CATEGORICAL; j += 1) cells.push(orMissing(j, uniform, () => String(Math.floor(2 * burden + 2 * uniform()))));
  for (let j = 0; j < NUMERIC; j += 1) cells.push(orMissing(j, uniform, () => (100 * (burden + uniform())).toFixed(1)));
  cells.push(uniform() < burden ? '1' : '0');
  return cells.join(',');
}

/** One in twenty cells of every other column is missing. */
function orMissing(column: number, uniform: () => number, cell: () => string): string {
  return column % 2 === 0 && uniform() < 0.05 ? '' : cell();
}
