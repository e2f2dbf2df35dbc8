import { IntegrityError, open, type Envelope, type LedgerHead, type QuarantineReason, type Witness } from '@commonward/envelope';
import type { Link } from '../egress/link.js';
import { helloEnvelope } from '../egress/outgoing.js';
import type { Desk } from './answer-offer.js';
import { quarantineReason } from './standing.js';

/** What a site needs to speak with the coordinator. */
export type Correspondent = Pick<Desk, 'sender' | 'coordinatorKey' | 'ledger' | 'random' | 'operator'>;

/** What the coordinator states, verified as its answer to one hello. */
export interface Welcome {
  readonly envelope: Envelope;
  readonly statement: Witness;
  /** The newest record that it holds of this site's ledger. */
  readonly own: LedgerHead | null;
  /** Still to be verified. */
  readonly receipts: readonly Envelope[];
}

/** Says hello, with records that the coordinator lacks, and verifies that what comes back is the answer to it. @throws IntegrityError */
export async function sayHello({ desk, link }: { readonly desk: Correspondent; readonly link: Link }, { entries, quarantine }: { readonly entries: Uint8Array; readonly quarantine: QuarantineReason | null }): Promise<Welcome> {
  const { sender, coordinatorKey, ledger } = desk;
  const nonce = nonceFrom(desk);
  const { statement: envelope, receipts } = await link.witness(helloEnvelope(sender, { nonce, ledger: ledger.head, quarantine }), entries);
  const statement = open(envelope, { kind: 'witness', publicKey: coordinatorKey });
  if (statement.nonce !== nonce || statement.site !== sender.site || statement.consortium !== sender.consortium) {
    throw new IntegrityError('chain', 'The coordinator answered another hello than the one it was sent.');
  }
  const own = Object.hasOwn(statement.heads, sender.site) ? statement.heads[sender.site] : null;
  return { envelope, statement, own, receipts };
}

/** Whether this site may go on, by what the coordinator states and what it had stated before. */
export function judge({ ledger, sender, coordinatorKey }: Correspondent, { statement }: Welcome): QuarantineReason | null {
  const { newest, holdsConflict } = ledger.memory;
  const remembered = newest === null ? {} : open(newest, { kind: 'witness', publicKey: coordinatorKey }).heads;
  return quarantineReason({ site: sender.site, ledger, stated: statement.heads, remembered, inConflict: holdsConflict });
}

function nonceFrom({ random }: Correspondent): string {
  const words = new Uint32Array(8);
  random.fill(words);
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}
