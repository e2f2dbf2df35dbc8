import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { INSIDE, Network, OUTSIDE } from './network.js';

let server: Server;
let arrived: Promise<Socket>;
let network: Network;

const port = () => (server.address() as AddressInfo).port;

async function dialled(): Promise<Socket> {
  const socket = connect(port(), OUTSIDE);
  await once(socket, 'connect');
  return socket;
}

/** The next bytes that a socket gets. */
const next = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]);

describe('the network of the chaos demo', () => {
  beforeEach(async () => {
    server = createServer().listen(0, INSIDE);
    await once(server, 'listening');
    arrived = once(server, 'connection').then(([socket]) => socket as Socket);
    network = await Network.carrying([port()]);
  });
  afterEach(async () => {
    (await arrived).destroy();
    server.close();
  });

  it('carries bytes both ways', async () => {
    const socket = await dialled();
    socket.write('to the coordinator');
    const inner = await arrived;
    expect(await next(inner)).toBe('to the coordinator');
    inner.write('and back');
    expect(await next(socket)).toBe('and back');
    socket.destroy();
  });

  it('carries nothing and closes nothing while it is cut, and everything in order when it is back', async () => {
    const socket = await dialled();
    const inner = await arrived;
    const events: string[] = [];
    for (const name of ['data', 'end', 'close', 'error']) inner.on(name, (what) => events.push(`${name} ${String(what)}`));
    network.cut();
    socket.write('during the cut');
    // Another connection, with an answer in it, shows that there was time enough.
    const other = createServer((peer) => peer.end('answer')).listen(0, INSIDE);
    await once(other, 'listening');
    expect(await next(connect((other.address() as AddressInfo).port, INSIDE))).toBe('answer');
    other.close();
    expect(events).toEqual([]);
    network.mend();
    await once(inner, 'data');
    expect(events).toEqual(['data during the cut']);
    socket.destroy();
  });
});
