import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { DemoError } from '../demo-error.js';

/** Where hospitals reach the coordinator while the demo can cut the network: the coordinator itself is bound to another address. */
export const OUTSIDE = '127.0.0.2';
export const INSIDE = '127.0.0.1';

/**
 * The network between hospitals and coordinator: carries bytes from a port of one loopback address to the same port of
 * another. While it is cut nothing is carried and nothing is closed, as when a cable is pulled: neither side is told.
 */
export class Network {
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor() {}

  /** @throws DemoError if this machine does not have the second loopback address */
  static async carrying(ports: readonly number[]): Promise<Network> {
    const network = new Network();
    await Promise.all(ports.map((port) => network.#carry(port)));
    return network;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.pause();
  }

  mend(): void {
    this.#isCut = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** It does not keep the demo from ending. */
  async #carry(port: number): Promise<void> {
    const server = createServer((outer) => this.#join(outer, port)).unref();
    server.listen(port, OUTSIDE);
    await once(server, 'listening').catch(() => {
      throw new DemoError(`Cannot listen on ${OUTSIDE}:${port}: --chaos needs a second loopback address, as Linux has; leave it out here.`);
    });
  }

  #join(outer: Socket, port: number): void {
    const inner = connect(port, INSIDE);
    this.#forward(outer, inner);
    this.#forward(inner, outer);
  }

  #forward(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', (bytes) => to.write(bytes));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    if (this.#isCut) from.pause();
  }
}
