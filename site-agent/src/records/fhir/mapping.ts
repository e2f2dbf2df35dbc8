import { readFileSync } from 'node:fs';
import type { DataDictionary } from '@commonward/schema';
import { z } from 'zod';
import { fileProblem, OperatorError } from '../../operator-error.js';

const coding = z.strictObject({ system: z.string(), code: z.string() });

const patientColumn = z.strictObject({ resource: z.literal('Patient'), field: z.enum(['gender', 'birthDate', 'birthYear', 'deceased']) });
const observationColumn = z.strictObject({
  resource: z.literal('Observation'),
  code: coding,
  /** UCUM code of a quantity, e.g. "mm[Hg]"; null for an observation that is no quantity */
  unit: z.string().nullable(),
  /** which one counts if a patient has several, by the time they took effect */
  take: z.enum(['first', 'last']),
});
const conditionColumn = z.strictObject({
  resource: z.literal('Condition'),
  code: coding,
  /** the cell of a patient who has the condition, and of one who has not */
  present: z.string(),
  absent: z.string(),
});
const mappingSchema = z.strictObject({ columns: z.record(z.string(), z.discriminatedUnion('resource', [patientColumn, observationColumn, conditionColumn])) });

export type ColumnMapping = z.infer<typeof mappingSchema>['columns'][string];
export type Coding = z.infer<typeof coding>;

const EXAMPLE = '{"columns": {"sbp": {"resource": "Observation", "code": {"system": "http://loinc.org", "code": "8480-6"}, "unit": "mm[Hg]", "take": "last"}}}';

/**
 * Reads the public file that says which resources of a FHIR export make the columns of a dictionary.
 * @returns [J] in the order of the dictionary's columns
 * @throws OperatorError naming the file and the column, and what is expected
 */
export function readMapping(path: string, { columns }: DataDictionary): readonly ColumnMapping[] {
  const parsed = mappingSchema.safeParse(jsonOf(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new OperatorError(`${path}: field "${issue.path.join('.')}" is not as expected (${issue.message}); a mapping looks like ${EXAMPLE}.`);
  }
  const mappings = new Map(Object.entries(parsed.data.columns));
  return columns.map(({ name }) => {
    const mapping = mappings.get(name);
    if (mapping === undefined) throw new OperatorError(`${path}: field "columns" lacks "${name}", a column of the dictionary; say which resource it is made of.`);
    return mapping;
  });
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new OperatorError(`${path} is not JSON; a mapping looks like ${EXAMPLE}.`);
    throw fileProblem('read', path, error);
  }
}
