import { readFileSync } from 'node:fs';
import { rhoUnitsFor, UNITS_OF_PRIVACY } from '@commonward/accounting';
import { TRUSTS } from '@commonward/synthesis/plan';
import { z } from 'zod';
import { fileProblem, OperatorError } from '../operator-error.js';

const schema = z.strictObject({
  epsilonCap: z.number().positive(),
  deltaMax: z.number().positive().lt(1),
  unit: z.enum(UNITS_OF_PRIVACY),
  adjacency: z.enum(['add-or-remove-one', 'replace-one']),
  /** `shared` also allows noise of which this site adds only its share; without it every release bears the full noise. */
  trust: z.enum(TRUSTS).optional(),
});

/** What the hospital allows, whatever a coordinator asks: stated by the hospital, never by this program. */
export type Policy = Readonly<z.infer<typeof schema>>;

const EXAMPLE = '{"epsilonCap": 5, "deltaMax": 1e-5, "unit": "patient", "adjacency": "add-or-remove-one"}';

/** @throws OperatorError naming the file, the field and what was expected */
export function readPolicy(path: string): Policy {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileProblem('read', path, error);
  }
  return parsePolicy(text, path);
}

export function parsePolicy(text: string, path: string): Policy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new OperatorError(`${path} is not JSON; a policy looks like ${EXAMPLE}.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? 'the policy' : issue.path.join('.');
  throw new OperatorError(`${path}: ${field} is not as expected (${issue?.message ?? 'unknown problem'}); a policy looks like ${EXAMPLE}.`);
}

/** The whole budget of the policy in the ledger's integers. */
export const capRhoUnits = ({ epsilonCap, deltaMax }: Policy): number => rhoUnitsFor({ epsilon: epsilonCap, delta: deltaMax });
