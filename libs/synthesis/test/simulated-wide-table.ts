import { parseDictionary, tableLayout } from '@commonward/schema';
import type { DataDictionary, EncodedTable } from '@commonward/schema';
import { planPairs } from '../src/plan/index.js';
import type { PairsPlan, PairsStudy } from '../src/plan/index.js';
import { SEED, aGuarantee, testUniform } from './simulated-table.js';

export const WIDE_SITES = ['north', 'south', 'west'];

/** Columns of six bins and of four grades in turn, some with missing values, and an outcome. */
export function aWideDictionary({ columns = 32, patients = 3000 }: { columns?: number; patients?: number } = {}): DataDictionary {
  const found = Array.from({ length: columns - 1 }, (_, j) =>
    j % 2 === 0
      ? { name: `value${j}`, type: 'numeric', min: 0, max: 6, bins: [0, 1, 2, 3, 4, 5, 6], missing: j % 4 === 0 ? [''] : null }
      : { name: `grade${j}`, type: 'categorical', categories: ['a', 'b', 'c', 'd'], missing: null, other: false },
  );
  const outcome = { name: 'outcome', type: 'categorical', categories: ['no', 'yes'], missing: null, other: false };
  const publicCohortSize = Object.fromEntries(WIDE_SITES.map((site) => [site, patients]));
  return parseDictionary({ text: JSON.stringify({ name: 'wide', kind: 'table', unit: 'patient', target: 'outcome', publicCohortSize, columns: [...found, outcome] }), file: 'wide.json' });
}

export function aWidePlan(changes: Partial<PairsStudy> = {}): PairsPlan {
  const study = { study: 'wide', dictionary: aWideDictionary(), guarantee: aGuarantee({ epsilon: 1 }), trust: 'local', aggregation: 'plain', sites: WIDE_SITES, seed: SEED } as const;
  const planning = planPairs({ ...study, ...changes });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

/** Patients of whom one hidden number, uniform between 0 and 1, moves every third column up and the next one down; one in twenty values that can be missing is. */
export function widePatients(rows: number, dictionary: DataDictionary, seed: number): EncodedTable {
  const { columns } = tableLayout(dictionary);
  const uniform = testUniform(seed);
  const codes = new Uint8Array(rows * columns.length);
  for (let row = 0; row < rows; row++) {
    const hidden = uniform();
    columns.forEach(({ values, missingCell }, j) => {
      const own = uniform();
      const place = [(hidden + own) / 2, (1 - hidden + own) / 2, own][j % 3];
      const isMissing = uniform() < 0.05 && missingCell !== null;
      codes[row * columns.length + j] = isMissing ? missingCell : Math.min(values - 1, Math.floor(place * values));
    });
  }
  return { rows, codes };
}
