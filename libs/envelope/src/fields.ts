import { z } from 'zod';

/** Field types that statements and ledger records have in common. */
export const name = z.string().min(1).max(200);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const publicKey = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().nonnegative();
export const epsilon = z.number().positive();
export const delta = z.number().positive().lt(1);

export const unit = z.enum(['patient', 'day', 'image']);
export const adjacency = z.enum(['add-or-remove-one', 'replace-one']);

/** Whose honesty a guarantee may need: nobody's, or that of some of the other sites. */
export const trust = z.enum(['local', 'shared']);

/** Where a ledger stands: its newest record's number, and that record's hash. */
export const ledgerHead = z.strictObject({ seq: count, head: sha256 });
export type LedgerHead = Readonly<z.infer<typeof ledgerHead>>;
