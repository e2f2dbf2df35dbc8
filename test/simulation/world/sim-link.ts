import { EventEmitter } from 'node:events';
import { decodeEntries, type Envelope } from '@commonward/envelope';
import { fromWire, toWire, type Envelope as WireEnvelope, type FederationServiceServer, type SubmitMaskedRequest, type WatchOffersResponse } from '@commonward/proto';
import { newsIn, partsOf } from '../../../site-agent/src/egress/coordinator-link.js';
import type { Link, MaskedSubmission, News, Witnessing } from '../../../site-agent/src/egress/link.js';
import type { CoordinatorHost } from './coordinator-host.js';
import type { SiteKeys } from './cast.js';
import type { Process } from './machine.js';
import { arrivals, brokenConnection, callOver, cutShort, told, type Failure, type Reply } from './network.js';
import type { World } from './world.js';

const NEVER = new Promise<never>(() => undefined);

/** One connection of a site's process to whatever program runs on a machine of the coordinator's, over a network that the world makes unreliable. */
export class SimLink implements Link {
  readonly #world: World;
  readonly #process: Process;
  readonly #site: SiteKeys;
  readonly #host: CoordinatorHost;
  #closed = false;
  readonly #onClose: (() => void)[] = [];

  constructor(world: World, { process, site, host }: { readonly process: Process; readonly site: SiteKeys; readonly host: CoordinatorHost }) {
    this.#world = world;
    this.#process = process;
    this.#site = site;
    this.#host = host;
  }

  async witness(hello: Envelope, entries: Uint8Array): Promise<Witnessing> {
    this.#world.onlooker.asks(this.#process, { hello, entries: decodeEntries(entries) });
    const request = { hello: toWire(hello), entries: Buffer.from(entries) };
    const { witness, receipts } = await this.#call<{ witness: WireEnvelope; receipts: WireEnvelope[] }>('witness', request);
    const witnessing = { statement: fromWire(witness), receipts: receipts.map(fromWire) };
    for (const receipt of witnessing.receipts) this.#world.onlooker.gives(receipt);
    const earlier = this.#world.answersToReplay.get(this.#site.name);
    this.#world.answersToReplay.set(this.#site.name, witnessing);
    if (earlier !== undefined && this.#world.mayReplay()) return earlier;
    this.#world.onlooker.hears(this.#process, witnessing.statement);
    return witnessing;
  }

  async submitRelease(release: Envelope): Promise<Envelope> {
    this.#world.onlooker.leaves(this.#process, release);
    const { receipt } = await this.#call<{ receipt: WireEnvelope }>('submitRelease', { release: toWire(release) });
    const given = fromWire(receipt);
    this.#world.onlooker.gives(given);
    const other = this.#world.newestReceipt;
    this.#world.newestReceipt = given;
    return other !== null && this.#world.mayReplay() ? other : given;
  }

  async submitRefusal(refusal: Envelope): Promise<void> {
    await this.#call('submitRefusal', { refusal: toWire(refusal) });
  }

  async submitMasked(submission: MaskedSubmission): Promise<void> {
    this.#world.onlooker.submits(this.#process, this.#site.name, submission);
    const parts = [...partsOf(submission)];
    await this.#called('submitMasked', () => partsCall(cutShort(this.#world, parts)));
  }

  async *news(): AsyncGenerator<News> {
    for await (const message of this.#stream<WatchOffersResponse>('watchOffers')) yield* this.#withReplays(newsIn(message));
  }

  /** What is said in a masked round may be said once more after what came later, and the receipt be that of another site. */
  *#withReplays(news: News): Generator<News> {
    const { world, site } = { world: this.#world, site: this.#site.name };
    switch (news.kind) {
      case 'offer':
        yield news;
        return;
      case 'masked': {
        const earlier = world.callsToReplay.get(site);
        world.callsToReplay.set(site, news);
        yield news;
        if (earlier !== undefined && world.mayReplay()) yield earlier;
        return;
      }
      case 'receipt': {
        world.onlooker.gives(news.receipt);
        const other = world.newestReceipt;
        world.newestReceipt = news.receipt;
        yield other !== null && world.mayReplay() ? { kind: 'receipt', receipt: other } : news;
        return;
      }
      default:
        return news satisfies never;
    }
  }

  async *witnessedEntries(): AsyncGenerator<Uint8Array> {
    for await (const { entries } of this.#stream<{ entries: Buffer }>('readLedger')) yield new Uint8Array(entries);
  }

  close(): void {
    this.#closed = true;
    for (const work of this.#onClose.splice(0)) work();
  }

  #call<T>(method: 'witness' | 'submitRelease' | 'submitRefusal', request: unknown): Promise<T> {
    return this.#called(method, () => ({ request }));
  }

  /** @param copy what arrives, made anew for each time that it does */
  async #called<T>(method: keyof FederationServiceServer, copy: () => object): Promise<T> {
    this.#process.step(`before ${method} leaves`);
    const answer = await callOver<T>(this.#world, this.#host, () => {
      const { running } = this.#host;
      if (running === null) return null;
      const { turnsAway } = running;
      if (turnsAway !== null) return (reply) => reply(turnsAway, null);
      const handler = running.handlers[method] as unknown as (call: object, reply: Reply<T>) => void;
      return (reply) => handler({ ...this.#caller(), ...copy() }, reply);
    }).catch((error: unknown) => (this.#process.isAlive ? Promise.reject(error as Error) : NEVER));
    return this.#process.isAlive ? answer : NEVER;
  }

  /** A stream keeps its order, and one that lost a message breaks; the site learns of it after a while. */
  async *#stream<T>(method: 'watchOffers' | 'readLedger'): AsyncGenerator<T> {
    const { schedule, chance } = this.#world;
    const arrived: (T | Error | 'end')[] = [];
    let wake = (): void => undefined;
    let lastAt = 0;
    const arrive = (what: T | Error | 'end'): void => {
      const delays = what instanceof Error || what === 'end' ? [chance.between(1, 500)] : arrivals(this.#world);
      if (delays.length === 0) return arrive(brokenConnection());
      for (const delay of delays) {
        lastAt = Math.max(lastAt, schedule.nowMs + delay);
        schedule.after(lastAt - schedule.nowMs, () => {
          arrived.push(what);
          wake();
        });
      }
    };
    const call = new ServerStream<T>(this.#caller(), arrive);
    this.#onClose.push(() => {
      arrive('end');
      schedule.after(chance.between(1, 100), () => call.emit('close'));
    });
    const arrives = (): void => {
      const { running } = this.#host;
      if (running === null || this.#closed) return arrive(brokenConnection());
      if (running.turnsAway !== null) return arrive(told(running.turnsAway));
      running.connections.once('broken', () => arrive(brokenConnection()));
      (running.handlers[method] as unknown as (call: object) => void)(call);
    };
    schedule.after(chance.between(1, 60), () => this.#host.whenAwake(arrives));
    for (;;) {
      const next = arrived.shift();
      if (!this.#process.isAlive) await NEVER;
      if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else if (next === 'end') return;
      else if (next instanceof Error) throw next;
      else yield next;
    }
  }

  #caller(): { readonly getAuthContext: () => unknown } {
    return { getAuthContext: () => ({ sslPeerCertificate: { raw: this.#site.certificate } }) };
  }
}

/** A call whose request is a stream, as its handler reads it. */
const partsCall = (parts: Iterable<SubmitMaskedRequest | Error>): AsyncIterable<SubmitMaskedRequest> => ({
  async *[Symbol.asyncIterator]() {
    for (const part of parts) {
      if (part instanceof Error) throw part;
      yield part;
    }
  },
});

/** The coordinator's end of a stream. */
class ServerStream<T> extends EventEmitter {
  readonly cancelled = false;
  readonly getAuthContext: unknown;
  readonly #arrive: (what: T | Error | 'end') => void;

  constructor({ getAuthContext }: { readonly getAuthContext: unknown }, arrive: (what: T | Error | 'end') => void) {
    super();
    this.getAuthContext = getAuthContext;
    this.#arrive = arrive;
    this.on('error', (failure: Failure) => {
      this.#arrive(told(failure));
      this.emit('close');
    });
  }

  write(message: T): void {
    this.#arrive(message);
  }

  end(): void {
    this.#arrive('end');
  }
}
