import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { until } from '../consortium/until.js';
import { formsIn, tracesOfNumber, tracesOfText } from './canary.js';
import { http2Frames } from './http2-frames.js';

const TEXT = 'quaxolotl7391zebrafinch';
const NUMBER = 987654321;
const HEADERS = 1;
const traces = { text: tracesOfText(TEXT), number: tracesOfNumber(NUMBER) };

/** What an HTTP/2 client sends for a request with this header. */
async function requestBytes(value: string): Promise<Buffer> {
  const received: Buffer[] = [];
  const server = createServer((socket) => socket.on('data', (bytes) => received.push(bytes)).on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => undefined);
  client.request({ ':path': '/', 'x-note': value }).on('error', () => undefined);
  try {
    await until('the request is there', () => http2Frames(Buffer.concat(received)).some(({ type }) => type === HEADERS));
  } finally {
    client.destroy();
    server.close();
  }
  return Buffer.concat(received);
}

describe('the search for a canary', () => {
  it.each(['', 'a', 'ab', 'abc'])('finds a text after %j, as it is, in base64, and in hexadecimal', (before) => {
    const bytes = Buffer.from(`${before}${TEXT} and more`);
    expect(formsIn(bytes, traces.text)).toContain('UTF-8');
    expect(formsIn(Buffer.from(bytes.toString('base64')), traces.text)).toContain('base64');
    expect(formsIn(Buffer.from(bytes.toString('base64url')), traces.text)).toContain('base64');
    expect(formsIn(Buffer.from(bytes.toString('hex')), traces.text)).toContain('hexadecimal');
  });

  it.each(['', 'a', 'ab', 'abcd', '%', '~~'])('finds a text and a number in a header after %j, as HTTP/2 writes it', async (before) => {
    expect(formsIn(await requestBytes(`${before}${TEXT} and ${NUMBER}`), traces.text)).toEqual(['an HTTP/2 header']);
    expect(formsIn(await requestBytes(`${before}${NUMBER} seen`), traces.number)).toEqual(['an HTTP/2 header']);
  });

  it('finds a number as digits, and as an integer or a float of either byte order, also inside base64', () => {
    expect(formsIn(Buffer.from(`{"chol":${NUMBER}}`), traces.number)).toContain('UTF-8');
    for (const numbers of [Int32Array.of(1, NUMBER), Float32Array.of(1, NUMBER), Float64Array.of(1, NUMBER)]) {
      const bytes = Buffer.from(numbers.buffer);
      const swapped = Buffer.from(bytes).reverse();
      for (const found of [bytes, swapped]) {
        expect(formsIn(Buffer.concat([Buffer.alloc(3), found]), traces.number)).toHaveLength(1);
        expect(formsIn(Buffer.from(Buffer.concat([Buffer.alloc(14), found]).toString('base64')), traces.number)).not.toEqual([]);
      }
    }
  });

  it('finds nothing where there is nothing', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) >> 3);
    expect([...formsIn(bytes, traces.text), ...formsIn(bytes, traces.number)]).toEqual([]);
  });
});
