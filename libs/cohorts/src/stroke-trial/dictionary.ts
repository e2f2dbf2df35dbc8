import { parseDictionary } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';
import { FINDINGS, OUTCOME, laboratoryTrait } from './traits.js';
import type { Trait } from './traits.js';

const FEWEST_COLUMNS = 10;
const MOST_COLUMNS = 400;

/** What can never be in one patient. The simulator keeps to it, and so must whatever is learned from its patients. */
const RULES = [
  { columns: ['scan', 'infarct'], values: ['no', 'yes'] },
  { columns: ['consciousness', 'speech'], values: ['unconscious', 'no'] },
  { columns: ['syndrome', 'arm', 'leg'], values: ['total', 'no', 'no'] },
  { columns: ['consciousness', 'arm', 'leg', 'speech'], values: ['alert', 'not assessable', 'not assessable', 'not assessable'] },
];

/**
 * The columns of a simulated trial: the first findings, laboratory values when there are more columns than findings, the outcome.
 *
 * @throws RangeError if columns is not a whole number from 10 to 400
 */
export function trialTraits(columns: number): readonly Trait[] {
  if (!(Number.isInteger(columns) && columns >= FEWEST_COLUMNS && columns <= MOST_COLUMNS)) {
    throw new RangeError(`columns is ${columns}; expected a whole number from ${FEWEST_COLUMNS} to ${MOST_COLUMNS}.`);
  }
  const laboratory = Array.from({ length: Math.max(0, columns - 1 - FINDINGS.length) }, (_, index) => laboratoryTrait(index));
  return [...FINDINGS.slice(0, columns - 1), ...laboratory, OUTCOME];
}

/** The public dictionary of a simulated trial, with its rules. @param publicCohortSize patients, by site */
export function trialDictionary({ columns, publicCohortSize }: { columns: number; publicCohortSize: Readonly<Record<string, number>> }): DataDictionary {
  const traits = trialTraits(columns);
  const names = traits.map(({ name }) => name);
  const text = JSON.stringify({
    name: `stroke-trial-${columns}`,
    title: 'Simulated stroke trial',
    kind: 'table',
    unit: 'patient',
    target: OUTCOME.name,
    public: true,
    publicCohortSize,
    columns: traits.map(({ entry }) => entry),
    rules: RULES.filter((rule) => rule.columns.every((name) => names.includes(name))),
  });
  return parseDictionary({ text, file: 'stroke-trial.json' });
}
