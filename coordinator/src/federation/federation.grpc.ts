import type { AuthContext } from '@grpc/grpc-js/build/src/auth-context.js';
import { type handleClientStreamingCall, type handleUnaryCall, type ServerWritableStream } from '@grpc/grpc-js';
import type { Envelope } from '@commonward/envelope';
import {
  fromWire,
  toWire,
  type Envelope as WireEnvelope,
  type FederationServiceServer,
  type ReadLedgerRequest,
  type ReadLedgerResponse,
  type SubmitMaskedRequest,
  type SubmitMaskedResponse,
  type WatchOffersRequest,
  type WatchOffersResponse,
} from '@commonward/proto';
import { Inject, Injectable } from '@nestjs/common';
import { certificateFingerprint } from '../identity/certificate-authority.js';
import type { Site } from '../enrolment/site.js';
import { SitesService } from '../enrolment/sites.service.js';
import { RequestError } from '../errors.js';
import { onceMore } from '../once-more.js';
import { Events } from '../events/events.js';
import type { MaskedPart } from '../aggregation/masked-sums.js';
import { Intake } from '../rounds/intake.js';
import { SiteNews } from '../rounds/site-news.js';
import { WitnessService } from '../witness/witness.service.js';
import { failure } from './failure.js';

interface Authenticated {
  getAuthContext(): AuthContext;
}

/** Translates between the wire and the services: who is calling is decided by the client certificate alone. */
@Injectable()
export class FederationGrpc {
  readonly #sites: SitesService;
  readonly #news: SiteNews;
  readonly #intake: Intake;
  readonly #witness: WitnessService;
  readonly #events: Events;
  readonly #streams = new Set<ServerWritableStream<WatchOffersRequest, WatchOffersResponse>>();

  constructor(
    @Inject(SitesService) sites: SitesService,
    @Inject(SiteNews) news: SiteNews,
    @Inject(Intake) intake: Intake,
    @Inject(WitnessService) witness: WitnessService,
    @Inject(Events) events: Events,
  ) {
    this.#sites = sites;
    this.#news = news;
    this.#intake = intake;
    this.#witness = witness;
    this.#events = events;
  }

  handlers(): FederationServiceServer {
    return {
      witness: this.#unary(async (site, { hello, entries }) => {
        const witness = await this.#witness.answer(site, received(hello), new Uint8Array(entries));
        return { witness: toWire(witness), receipts: (await this.#news.missingReceipts(site)).map(toWire) };
      }),
      readLedger: (call) => void this.#readLedger(call),
      submitRelease: this.#unary(async (site, { release }) => ({ receipt: toWire(await this.#intake.acceptRelease(site, received(release))) })),
      submitMasked: this.#masked(),
      submitRefusal: this.#unary(async (site, { refusal }) => {
        await this.#intake.acceptRefusal(site, received(refusal));
        return {};
      }),
      watchOffers: (call) => void this.#watch(call),
    };
  }

  /** Ends every open stream, so that a shutdown does not wait for sites that stay connected. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #unary<Request, Response>(handle: (site: Site, request: Request) => Promise<Response>): handleUnaryCall<Request, Response> {
    return (call, reply) => {
      this.#caller(call)
        .then((site) => handle(site, call.request))
        .then((response) => reply(null, response))
        .catch((error: unknown) => reply(failure(error)));
    };
  }

  /** Parts are asked for one at a time, so a site sends no faster than its frames are stored. */
  #masked(): handleClientStreamingCall<SubmitMaskedRequest, SubmitMaskedResponse> {
    return (call, reply) => {
      this.#caller(call)
        .then(async (site) => {
          const parts = (call as AsyncIterable<SubmitMaskedRequest>)[Symbol.asyncIterator]();
          const first = await parts.next();
          if (first.done === true || first.value.part?.$case !== 'header') throw new RequestError('invalid', 'A message of a masked round begins with the round that it belongs to.');
          await this.#intake.acceptMasked(site, first.value.part.value, maskedParts(parts));
        })
        .then(() => reply(null, {}))
        .catch((error: unknown) => reply(failure(error)));
    };
  }

  async #caller(call: Authenticated): Promise<Site> {
    const certificate = call.getAuthContext().sslPeerCertificate?.raw;
    const site = certificate === undefined ? null : await this.#sites.byCertificate(certificateFingerprint(certificate));
    if (site === null) throw stranger();
    return site;
  }

  async #readLedger(call: ServerWritableStream<ReadLedgerRequest, ReadLedgerResponse>): Promise<void> {
    try {
      for await (const entries of this.#witness.entries(await this.#caller(call))) call.write({ entries: Buffer.from(entries) });
      call.end();
    } catch (error) {
      endWith(call, error);
    }
  }

  /** Sends each waiting offer once, and again whatever is new after each change. */
  async #watch(call: ServerWritableStream<WatchOffersRequest, WatchOffersResponse>): Promise<void> {
    let site: Site;
    try {
      site = await this.#caller(call);
    } catch (error) {
      endWith(call, error);
      return;
    }
    if (call.cancelled) return;
    const sentOffers = new Set<string>();
    const send = async (): Promise<void> => {
      for (const { id, envelope } of await this.#news.offersFor(site.name)) {
        if (sentOffers.has(id)) continue;
        sentOffers.add(id);
        call.write({ offer: toWire(envelope), masked: undefined, receipt: undefined });
      }
      for (const { id, study, round, attempt, message } of await this.#news.callsFor(site.name)) {
        if (sentOffers.has(id)) continue;
        sentOffers.add(id);
        call.write({ offer: undefined, masked: { study, round, attempt, message: Buffer.from(message) }, receipt: undefined });
      }
      for (const { id, envelope } of await this.#news.receiptsOfSums(site)) {
        if (sentOffers.has(id)) continue;
        sentOffers.add(id);
        call.write({ offer: undefined, masked: undefined, receipt: toWire(envelope) });
      }
    };
    const endIfRevoked = async (): Promise<void> => {
      if (await this.#sites.isRevoked(site.name)) endWith(call, stranger());
    };
    // A site whose stream ends comes back and is sent every waiting offer again.
    const sendAgain = onceMore(send);
    const sendOrEnd = (): void => void sendAgain().catch((error: unknown) => endWith(call, error));
    this.#streams.add(call);
    const connection = this.#sites.connected(site.name);
    const subscription = this.#events.stream().subscribe(({ topic, id }) => {
      if (topic === 'studies') sendOrEnd();
      if (topic === 'sites' && id === site.name) void endIfRevoked().catch((error: unknown) => endWith(call, error));
    });
    call.on('close', () => {
      subscription.unsubscribe();
      this.#streams.delete(call);
      connection.end();
    });
    sendOrEnd();
  }
}

async function* maskedParts(parts: AsyncIterator<SubmitMaskedRequest>): AsyncGenerator<MaskedPart> {
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    const { part } = next.value;
    if (part?.$case === 'frame') yield { kind: 'frame', bytes: new Uint8Array(part.value) };
    if (part?.$case === 'message') yield { kind: 'message', bytes: new Uint8Array(part.value.message), contribution: part.value.contribution === undefined ? null : fromWire(part.value.contribution) };
  }
}

const stranger = (): RequestError => new RequestError('unauthenticated', 'This certificate belongs to no site of the consortium, or to one that has left it.');

/** The library sends the status of an error that is emitted; a stream that is destroyed sends none, and its site would wait for ever. */
const endWith = <Request, Response>(call: ServerWritableStream<Request, Response>, error: unknown): void => void call.emit('error', Object.assign(new Error('ended'), failure(error)));

function received(envelope: WireEnvelope | undefined): Envelope {
  if (envelope === undefined) throw new RequestError('invalid', 'The message holds no envelope.');
  return fromWire(envelope);
}
