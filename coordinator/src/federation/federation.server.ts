import { logVerbosity, Server, ServerCredentials, setLogVerbosity, type UntypedServiceImplementation, type ServiceDefinition } from '@grpc/grpc-js';
import { EnrolmentServiceService, FederationServiceService } from '@commonward/proto';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type CoordinatorConfig } from '../config.js';
import { EnrolmentGrpc } from '../enrolment/enrolment.grpc.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { Leadership } from '../leadership/leadership.js';
import { FederationGrpc } from './federation.grpc.js';
import { leaderOnly } from './leader-only.js';

/** What goes wrong with a door is told by whoever opened it; the library would print it besides. */
setLogVerbosity(logVerbosity.NONE);

const MIB = 1 << 20;
/** A release of 10^6 integers is 4 MB; larger ones need the chunked transport. */
const LARGEST_MESSAGE_BYTES = 16 * MIB;
const DRAIN_MS = 2000;

const OPTIONS = {
  'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/** The two doors for sites: enrolment (server certificate only) and federation (mutual TLS). */
@Injectable()
export class FederationServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger(FederationServer.name);
  readonly #config: CoordinatorConfig;
  readonly #keys: ConsortiumKeys;
  readonly #enrolment: EnrolmentGrpc;
  readonly #federation: FederationGrpc;
  readonly #leadership: Leadership;
  readonly #servers: Server[] = [];
  #ports = { enrolment: 0, federation: 0 };

  constructor(
    @Inject(CONFIG) config: CoordinatorConfig,
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(EnrolmentGrpc) enrolment: EnrolmentGrpc,
    @Inject(FederationGrpc) federation: FederationGrpc,
    @Inject(Leadership) leadership: Leadership,
  ) {
    this.#config = config;
    this.#keys = keys;
    this.#enrolment = enrolment;
    this.#federation = federation;
    this.#leadership = leadership;
  }

  /** What goes into join tokens: where sites join here, and at the other coordinators. */
  get enrolmentAddresses(): string {
    return [this.enrolmentAddress, ...this.#config.otherCoordinators].join(',');
  }

  get enrolmentAddress(): string {
    return `${this.#config.host}:${this.#ports.enrolment}`;
  }

  get ports(): { readonly enrolment: number; readonly federation: number } {
    return this.#ports;
  }

  async onApplicationBootstrap(): Promise<void> {
    const federation = await this.#listen(FederationServiceService, this.#federation.handlers(), { port: this.#config.federationPort, mutual: true });
    const handlers = this.#enrolment.handlers(() => federation);
    const enrolment = await this.#listen(EnrolmentServiceService, handlers, { port: this.#config.enrolmentPort, mutual: false });
    this.#ports = { enrolment, federation };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#federation.close();
    await Promise.all(this.#servers.map(drain));
  }

  async #listen(service: ServiceDefinition, handlers: UntypedServiceImplementation, door: { port: number; mutual: boolean }): Promise<number> {
    const server = new Server({ ...OPTIONS, interceptors: [leaderOnly(this.#leadership)] });
    server.addService(service, handlers);
    this.#servers.push(server);
    const port = await bind(server, `${this.#config.listen}:${door.port}`, this.#credentials(door.mutual));
    this.#log.log(`${door.mutual ? 'Federation' : 'Enrolment'} listens on ${this.#config.listen}:${port}.`);
    return port;
  }

  #credentials(mutual: boolean): ServerCredentials {
    const authority = Buffer.from(this.#keys.authority.certificate);
    const chain = Buffer.from(`${this.#keys.server.certificate}\n${this.#keys.authority.certificate}`);
    return ServerCredentials.createSsl(authority, [{ private_key: Buffer.from(this.#keys.server.privateKey), cert_chain: chain }], mutual);
  }
}

export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => {
      if (error === null) resolve(port);
      else reject(new PortInUse(`Cannot listen on ${address}: the port is in use or not allowed, or the address is not this machine's. Choose another port, stop what uses it, or give --listen.`));
    });
  });
}

/** Lets calls in flight end, but not for ever: streams of offers are open as long as a site is connected. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, DRAIN_MS);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}

