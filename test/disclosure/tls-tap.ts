import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { COORDINATOR_TLS_NAME } from '@commonward/proto';

/** The two directions of one connection, in the clear. */
export interface TappedConnection {
  readonly toCoordinator: Buffer[];
  readonly toSite: Buffer[];
}

export interface TapOptions {
  /** host:port of the door behind the tap */
  readonly door: string;
  /** PEM of the authority that both sides trust */
  readonly authority: string;
  /** what the tap shows to the site */
  readonly server: { readonly certificate: string; readonly privateKey: string };
  /** what the tap shows to the coordinator; null where it asks for nothing */
  readonly client: { readonly certificate: string; readonly privateKey: string } | null;
}

/** Stands between a site and a door of the coordinator, ends TLS on both sides and keeps every byte that passes. */
export class TlsTap {
  readonly connections: TappedConnection[] = [];
  readonly #sockets = new Set<TLSSocket>();
  readonly #server: Server;

  private constructor(options: TapOptions) {
    const { server, authority } = options;
    this.#server = createServer({ key: server.privateKey, cert: `${server.certificate}\n${authority}`, ALPNProtocols: ['h2'] }, (site) => this.#join(site, options));
  }

  static async open(options: TapOptions): Promise<TlsTap> {
    const tap = new TlsTap(options);
    tap.#server.listen(0, '127.0.0.1');
    await once(tap.#server, 'listening');
    return tap;
  }

  /** host:port */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(site: TLSSocket, { door, authority, client }: TapOptions): void {
    const [host, port] = door.split(':');
    const own = client === null ? {} : { cert: client.certificate, key: client.privateKey };
    const coordinator = connect({ host, port: Number(port), ca: authority, servername: COORDINATOR_TLS_NAME, ALPNProtocols: ['h2'], ...own });
    const connection: TappedConnection = { toCoordinator: [], toSite: [] };
    this.connections.push(connection);
    pass({ from: site, to: coordinator, kept: connection.toCoordinator });
    pass({ from: coordinator, to: site, kept: connection.toSite });
    for (const socket of [site, coordinator]) this.#sockets.add(socket);
  }
}

function pass({ from, to, kept }: { readonly from: TLSSocket; readonly to: TLSSocket; readonly kept: Buffer[] }): void {
  from.on('data', (bytes: Buffer) => {
    kept.push(bytes);
    to.write(bytes);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
}
