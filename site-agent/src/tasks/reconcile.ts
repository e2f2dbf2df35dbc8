import type { LedgerHead, QuarantineReason } from '@commonward/envelope';
import type { Link } from '../egress/link.js';
import { judge, sayHello, type Correspondent } from './hello.js';

/** What a reconciliation would do, or has done. */
export type Reconciliation =
  | { readonly kind: 'in step' }
  /** The records that the coordinator holds take the place of those that are here. */
  | { readonly kind: 'adopt'; readonly reason: QuarantineReason; readonly witnessed: LedgerHead }
  /** The records that are here stay, though the coordinator holds fewer, or has contradicted itself. */
  | { readonly kind: 'acknowledge'; readonly reason: QuarantineReason; readonly witnessed: LedgerHead | null };

/**
 * The operator's way out of a quarantine. What is spent never falls: either history's spending is counted, what was open
 * is forfeited, and the ledger says that this happened.
 * @param acceptLoss false to be told what would be done
 */
export async function reconcile({ desk, link }: { readonly desk: Correspondent; readonly link: Link }, { acceptLoss }: { readonly acceptLoss: boolean }): Promise<Reconciliation> {
  const { ledger } = desk;
  const welcome = await sayHello({ desk, link }, { entries: new Uint8Array(), quarantine: null });
  const reason = judge(desk, welcome);
  if (reason === null) return { kind: 'in step' };
  const { own } = welcome;
  const planned: Reconciliation = own === null || ledger.holds(own) ? { kind: 'acknowledge', reason, witnessed: own } : { kind: 'adopt', reason, witnessed: own };
  if (!acceptLoss) return planned;
  if (planned.kind === 'adopt') {
    const bytes = await collected(link.witnessedEntries());
    ledger.memory.settle(welcome.envelope);
    ledger.adopt({ bytes, expected: planned.witnessed });
  } else {
    ledger.acknowledge(planned.witnessed);
    ledger.memory.settle(welcome.envelope);
  }
  return planned;
}

async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
}
