import { join } from 'node:path';
import { envelopeFromBytes, type Envelope } from '@commonward/envelope';
import { filesBelow } from './files-below.js';

/** How a stored envelope begins (`envelopeToBytes`); numbers can begin with a zero too. */
const MARK = Buffer.from('\0cwe');

/** Every envelope that a coordinator has stored, read from its files. */
export function storedEnvelopes(coordinatorDirectory: string): readonly Envelope[] {
  const blobs = [...filesBelow(join(coordinatorDirectory, 'blobs')).values()];
  return blobs.filter((bytes) => MARK.equals(bytes.subarray(0, MARK.length))).map(envelopeFromBytes);
}
