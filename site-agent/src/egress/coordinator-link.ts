import { once } from 'node:events';
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import type { Envelope } from '@commonward/envelope';
import { encodeSiteMessage } from '@commonward/secure-aggregation';
import { COORDINATOR_TLS_NAME, FederationServiceClient, fromWire, toWire, type Envelope as WireEnvelope, type ReadLedgerResponse, type SubmitMaskedRequest, type SubmitReleaseResponse, type WatchOffersResponse, type WitnessResponse } from '@commonward/proto';
import type { Membership } from '../home/home.js';
import type { Link, MaskedSubmission, News, Witnessing } from './link.js';
import { MaskedVector } from './masked-vector.js';

const DEADLINE_MS = 60_000;
const OPTIONS = {
  'grpc.ssl_target_name_override': COORDINATOR_TLS_NAME,
  'grpc.max_receive_message_length': 16 << 20,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/** One outbound connection to the coordinator over mutual TLS: the only way out of the site. */
export class CoordinatorLink implements Link {
  readonly #client: FederationServiceClient;
  #offers: { cancel(): void } | null = null;

  constructor({ address, authority, certificate }: Pick<Membership, 'address' | 'authority' | 'certificate'>, tlsKey: string) {
    const ssl = credentials.createSsl(Buffer.from(authority), Buffer.from(tlsKey), Buffer.from(certificate));
    this.#client = new FederationServiceClient(address, ssl, OPTIONS);
  }

  async witness(hello: Envelope, entries: Uint8Array): Promise<Witnessing> {
    const request = { hello: toWire(hello), entries: Buffer.from(entries) };
    const { witness, receipts } = await call<WitnessResponse>((reply) => this.#client.witness(request, new Metadata(), deadline(), reply));
    return { statement: received(witness), receipts: receipts.map(fromWire) };
  }

  async submitRefusal(refusal: Envelope): Promise<void> {
    await call((reply) => this.#client.submitRefusal({ refusal: toWire(refusal) }, new Metadata(), deadline(), reply));
  }

  async submitRelease(release: Envelope): Promise<Envelope> {
    const { receipt } = await call<SubmitReleaseResponse>((reply) => this.#client.submitRelease({ release: toWire(release) }, new Metadata(), deadline(), reply));
    return received(receipt);
  }

  /** One frame at a time: the next is made when the connection takes it. A call that ends early takes no more of them. */
  async submitMasked(submission: MaskedSubmission): Promise<void> {
    const { promise: replied, resolve, reject } = withReply();
    const call = this.#client.submitMasked(new Metadata(), deadline(), (error) => (error === null ? resolve() : reject(error)));
    for (const part of partsOf(submission)) {
      if (!call.write(part)) await Promise.race([once(call, 'drain'), replied]);
    }
    call.end();
    return replied;
  }

  async *news(): AsyncGenerator<News> {
    const stream = this.#client.watchOffers({});
    this.#offers = stream;
    try {
      for await (const news of stream as AsyncIterable<WatchOffersResponse>) yield newsIn(news);
    } finally {
      stream.cancel();
    }
  }

  async *witnessedEntries(): AsyncGenerator<Uint8Array> {
    const stream = this.#client.readLedger({});
    try {
      for await (const { entries } of stream as AsyncIterable<ReadLedgerResponse>) yield new Uint8Array(entries);
    } finally {
      stream.cancel();
    }
  }

  /** Ends the stream of offers too: the client alone would wait for it. */
  close(): void {
    this.#offers?.cancel();
    this.#client.close();
  }
}

interface AwaitedReply {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A reply that nobody may be waiting for yet when it comes. */
function withReply(): AwaitedReply {
  let settle: Pick<AwaitedReply, 'resolve' | 'reject'> | null = null;
  const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  promise.catch(() => undefined);
  return { promise, resolve: () => settle?.resolve(), reject: (error) => settle?.reject(error) };
}

/** A message of a masked round as it travels: for whom it is, the frames of its vector, and the message itself. */
export function* partsOf({ study, round, attempt, message, input }: MaskedSubmission): Generator<SubmitMaskedRequest> {
  yield { part: { $case: 'header', value: { study, round, attempt } } };
  if (input !== null) {
    if (!MaskedVector.is(input.vector)) throw new TypeError('Only a masked vector can be sent.');
    for (const frame of input.vector.frames()) yield { part: { $case: 'frame', value: Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength) } };
  }
  const contribution = input === null ? undefined : toWire(input.contribution);
  yield { part: { $case: 'message', value: { message: Buffer.from(encodeSiteMessage(message)), contribution } } };
}

/** @throws Error if it holds nothing */
export function newsIn({ offer, masked, receipt }: WatchOffersResponse): News {
  if (masked !== undefined) return { kind: 'masked', call: { ...masked, message: new Uint8Array(masked.message) } };
  if (receipt !== undefined) return { kind: 'receipt', receipt: received(receipt) };
  return { kind: 'offer', offer: received(offer) };
}

const deadline = (): { deadline: number } => ({ deadline: Date.now() + DEADLINE_MS });

function call<Response>(start: (reply: (error: ServiceError | null, response: Response) => void) => void): Promise<Response> {
  return new Promise((resolve, reject) => start((error, response) => (error === null ? resolve(response) : reject(error))));
}

function received(envelope: WireEnvelope | undefined): Envelope {
  if (envelope === undefined) throw new Error('The coordinator sent an empty message.');
  return fromWire(envelope);
}
