import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const condition = z.union([
  z.strictObject({ column: z.string(), allowed: z.array(z.string()) }),
  z.strictObject({ column: z.string(), atLeast: z.number().nullable(), atMost: z.number().nullable() }),
]);

const schema = z.strictObject({
  format: z.literal('commonward/export/1'),
  id: z.string().min(1),
  study: z.string().min(1),
  studyName: z.string(),
  consortium: z.string(),
  /** Ed25519, 64 hex digits: signs the offer, the receipts and this export. */
  coordinatorKey: sha256,
  /** The key that signs each site's releases, as enrolled. */
  siteKeys: z.record(z.string(), sha256),
  rows: z.int().positive(),
  conditions: z.array(condition),
  purpose: z.string(),
  requestedAt: z.string(),
  software: z.string(),
});

/** What was asked for, by whom it is vouched for: everything about an export that is not a consequence of the releases. */
export type ExportDescription = Readonly<z.infer<typeof schema>>;

/** @throws RangeError naming the field */
export function parseDescription(text: string): ExportDescription {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RangeError(`lineage/export.json: ${issue?.path.join('.') || 'the file'} is not as expected (${issue?.message ?? 'unknown problem'}).`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
