import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import type { Envelope } from '@commonward/envelope';
import { COORDINATOR_TLS_NAME, FederationServiceClient, fromWire, toWire, type Envelope as WireEnvelope } from '@commonward/proto';
import type { Membership } from '../home/home.js';

const DEADLINE_MS = 60_000;
const OPTIONS = {
  'grpc.ssl_target_name_override': COORDINATOR_TLS_NAME,
  'grpc.max_receive_message_length': 16 << 20,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/** One outbound connection to the coordinator over mutual TLS: the only way out of the site. */
export class CoordinatorLink {
  readonly #client: FederationServiceClient;
  #offers: { cancel(): void } | null = null;

  constructor({ address, authority, certificate }: Membership, tlsKey: string) {
    const ssl = credentials.createSsl(Buffer.from(authority), Buffer.from(tlsKey), Buffer.from(certificate));
    this.#client = new FederationServiceClient(address, ssl, OPTIONS);
  }

  publishPolicy(policy: Envelope): Promise<void> {
    return this.#call((done) => this.#client.publishPolicy({ policy: toWire(policy) }, new Metadata(), deadline(), (error) => done(error)));
  }

  submitRefusal(refusal: Envelope): Promise<void> {
    return this.#call((done) => this.#client.submitRefusal({ refusal: toWire(refusal) }, new Metadata(), deadline(), (error) => done(error)));
  }

  /** @returns the coordinator's receipt, still to be verified */
  submitRelease(release: Envelope): Promise<Envelope> {
    return new Promise((resolve, reject) => {
      this.#client.submitRelease({ release: toWire(release) }, new Metadata(), deadline(), (error, response) => {
        if (error !== null) reject(error);
        else resolve(received(response.receipt));
      });
    });
  }

  /** Offers as they come, until the connection ends or fails. */
  async *offers(): AsyncGenerator<Envelope> {
    const stream = this.#client.watchOffers({});
    this.#offers = stream;
    try {
      for await (const { offer } of stream as AsyncIterable<{ offer?: WireEnvelope | undefined }>) yield received(offer);
    } finally {
      stream.cancel();
    }
  }

  /** Ends the stream of offers too: the client alone would wait for it. */
  close(): void {
    this.#offers?.cancel();
    this.#client.close();
  }

  #call(start: (done: (error: ServiceError | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => start((error) => (error === null ? resolve() : reject(error))));
  }
}

const deadline = (): { deadline: number } => ({ deadline: Date.now() + DEADLINE_MS });

function received(envelope: WireEnvelope | undefined): Envelope {
  if (envelope === undefined) throw new Error('The coordinator sent an empty message.');
  return fromWire(envelope);
}
