import { z } from 'zod';

/*
 * What is read of the resources of FHIR R4 and R5; the rest of a resource is not looked at.
 * See https://hl7.org/fhir/R4/patient.html, observation.html, condition.html.
 */
const codings = z.object({ coding: z.array(z.object({ system: z.string().optional(), code: z.string().optional() })).optional() });
const value = {
  valueQuantity: z.object({ value: z.number().optional(), code: z.string().optional(), unit: z.string().optional() }).optional(),
  valueCodeableConcept: codings.optional(),
  valueString: z.string().optional(),
  valueInteger: z.number().optional(),
  valueBoolean: z.boolean().optional(),
};
const subject = z.object({ reference: z.string() });

const patient = z.object({
  resourceType: z.literal('Patient'),
  id: z.string(),
  gender: z.string().optional(),
  birthDate: z.string().optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: z.string().optional(),
});
const observation = z.object({
  resourceType: z.literal('Observation'),
  status: z.string().optional(),
  code: codings,
  subject,
  effectiveDateTime: z.string().optional(),
  effectivePeriod: z.object({ start: z.string().optional() }).optional(),
  component: z.array(z.object({ code: codings, ...value })).optional(),
  ...value,
});
const condition = z.object({ resourceType: z.literal('Condition'), code: codings, subject, verificationStatus: codings.optional() });

export type Codings = z.infer<typeof codings>;
export type Patient = z.infer<typeof patient>;
export type Observation = z.infer<typeof observation>;
export type Condition = z.infer<typeof condition>;
export type Measured = Pick<Observation, 'valueQuantity' | 'valueCodeableConcept' | 'valueString' | 'valueInteger' | 'valueBoolean'>;

const SHAPES = { Patient: patient, Observation: observation, Condition: condition } as const;
export type ResourceKind = keyof typeof SHAPES;
export const RESOURCES = Object.keys(SHAPES) as readonly ResourceKind[];

/** @returns null if the line is no such resource */
export function resourceOf<Kind extends ResourceKind>(kind: Kind, line: string): z.infer<(typeof SHAPES)[Kind]> | null {
  try {
    const parsed = SHAPES[kind].safeParse(JSON.parse(line));
    return parsed.success ? (parsed.data as z.infer<(typeof SHAPES)[Kind]>) : null;
  } catch {
    return null;
  }
}

/** The patient's id in "Patient/1", "https://hospital.org/fhir/Patient/1" and "urn:uuid:1". */
export const patientOf = (reference: string): string => reference.slice(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf(':')) + 1);
