import { decodeEntries, encodeEntry, envelopeSha256, extendReplica, open, roundKey, seal, type Envelope, type Identity, type LedgerHead, type LedgerReplica, type SignedEntry } from '@commonward/envelope';
import type { Link, MaskedSubmission, News, Witnessing } from '../egress/link.js';

const NO_PAYLOAD = new Uint8Array();

/** What the coordinator keeps. A copy of it is what a backup of its store holds. */
interface Store {
  readonly entries: readonly SignedEntry[];
  readonly replica: LedgerReplica | null;
  readonly peers: Readonly<Record<string, LedgerHead>>;
  readonly receipts: ReadonlyMap<string, Envelope>;
}

/**
 * The coordinator's end of a link, in memory, by the rules of the protocol: it witnesses the future of what it holds, takes a
 * release that its copy of the ledger has sealed, and answers with receipts. Every call is noted in `calls`.
 */
export class ACoordinator implements Link {
  readonly calls: string[] = [];
  /** Payloads of the releases that arrived, accepted or not. */
  readonly arrived: Uint8Array[] = [];
  readonly identity: Identity;
  readonly #site: Identity;
  store: Store = { entries: [], replica: null, peers: {}, receipts: new Map() };
  /** The refusals that arrived. */
  readonly refusals: string[] = [];
  /** What arrived of masked rounds. */
  readonly submissions: MaskedSubmission[] = [];
  /** What it asks for; then the connection ends. */
  offered: readonly Envelope[] = [];
  /** Ends the connection when a call comes, before or after it has taken effect. */
  interrupt: { readonly call: string; readonly when: 'before' | 'after' } | null = null;
  /** Changes what it states of the heads. */
  lie: (heads: Readonly<Record<string, LedgerHead>>) => Readonly<Record<string, LedgerHead>> = (heads) => heads;
  /** Changes its answers to a hello after they are signed. */
  forge: (witnessing: Witnessing) => Witnessing = (witnessing) => witnessing;

  constructor(identity: Identity, site: Identity) {
    this.identity = identity;
    this.#site = site;
  }

  async witness(hello: Envelope, entries: Uint8Array): Promise<Witnessing> {
    const { quarantine } = open(hello, { kind: 'hello', publicKey: this.#site.publicKey });
    return this.#called(quarantine === null ? (entries.length === 0 ? 'hello' : 'advertise') : `report ${quarantine}`, () => {
      const sent = decodeEntries(entries);
      const replica = extendReplica(this.store.replica, sent, this.#site.publicKey);
      const fresh = sent.filter(({ seq }) => seq >= (this.store.replica?.heads.length ?? 0));
      this.store = { ...this.store, replica, entries: [...this.store.entries, ...fresh] };
      return this.forge(this.#answer(hello));
    });
  }

  async submitRelease(release: Envelope): Promise<Envelope> {
    this.arrived.push(release.payload);
    return this.#called('release', () => {
      const { study, round, site, ledger, payloadSha256 } = open(release, { kind: 'release', publicKey: this.#site.publicKey });
      const state = this.store.replica?.chain.debits.get(roundKey({ study, round }))?.state;
      if (state?.kind !== 'sealed' || state.seal.payloadSha256 !== payloadSha256) throw new Error('a release arrived that was not witnessed');
      const receipt = this.#sealed({ kind: 'receipt', study, round, site, envelopeSha256: envelopeSha256(release), ledger });
      this.store = { ...this.store, receipts: new Map(this.store.receipts).set(roundKey({ study, round }), receipt) };
      return receipt;
    });
  }

  async submitRefusal(refusal: Envelope): Promise<void> {
    const { round, reason } = open(refusal, { kind: 'refusal', publicKey: this.#site.publicKey });
    this.#called('refusal', () => this.refusals.push(`round ${round}: ${reason}`));
  }

  async submitMasked(submission: MaskedSubmission): Promise<void> {
    this.#called(submission.message.kind, () => this.submissions.push(submission));
  }

  async *news(): AsyncGenerator<News> {
    yield* this.#called('offers', () => this.offered.map((offer): News => ({ kind: 'offer', offer })));
  }

  async *witnessedEntries(): AsyncGenerator<Uint8Array> {
    for (const entry of this.store.entries) yield encodeEntry(entry);
  }

  close(): void {}

  #answer(hello: Envelope): Witnessing {
    const { site, nonce } = open(hello, { kind: 'hello', publicKey: this.#site.publicKey });
    const { replica, peers, receipts } = this.store;
    const own = replica === null ? {} : { [site]: { seq: replica.chain.seq, head: replica.chain.head } };
    const missing = [...receipts].filter(([key]) => {
      const state = replica?.chain.debits.get(key)?.state;
      return state?.kind === 'sealed' && state.receiptSha256 === null;
    });
    return { statement: this.#sealed({ kind: 'witness', site, nonce, heads: { ...this.lie({ ...peers, ...own }) } }), receipts: missing.map(([, receipt]) => receipt) };
  }

  #sealed(statement: { readonly kind: 'receipt'; study: string; round: number; site: string; envelopeSha256: string; ledger: LedgerHead } | { readonly kind: 'witness'; site: string; nonce: string; heads: Record<string, LedgerHead> }): Envelope {
    return seal({ consortium: 'Heart', signer: this.identity.publicKey, ...statement }, NO_PAYLOAD, this.identity);
  }

  #called<T>(call: string, work: () => T): T {
    if (this.interrupt?.call === call && this.interrupt.when === 'before') throw new Error('the connection ended');
    this.calls.push(call);
    const answer = work();
    if (this.interrupt?.call === call) throw new Error('the connection ended');
    return answer;
  }
}
