const BLOCK = 64;
const PRIMES = [2, 3];
for (let n = 5; PRIMES.length < BLOCK; n += 2) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n);

/** The first 32 bits after the point of the prime's root: the constants are computed, so none can be mistyped. */
function fractionOfRoot(prime: number, degree: bigint): number {
  const scaled = BigInt(prime) << (32n * degree);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle;
  }
  return Number(BigInt.asUintN(32, low));
}

const K = Uint32Array.from(PRIMES, (prime) => fractionOfRoot(prime, 3n));
const INITIAL = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fractionOfRoot(prime, 2n));

/**
 * SHA-256. A page that was not loaded over TLS has no WebCrypto, and a ledger is to be verified there too.
 * @returns 32 bytes
 * @see FIPS 180-4, sections 4.1.2, 4.2.2, 5 and 6.2
 */
export function sha256(message: Uint8Array): Uint8Array {
  const padded = withPadding(message);
  const state = INITIAL.slice();
  const schedule = new Uint32Array(BLOCK);
  for (let offset = 0; offset < padded.byteLength; offset += BLOCK) compress(state, schedule, new DataView(padded.buffer, offset, BLOCK));
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => digest.setUint32(4 * index, word));
  return new Uint8Array(digest.buffer);
}

/** A one bit, zeros, and the length in bits as 64 bits, big-endian: whole blocks. */
function withPadding(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(BLOCK * Math.ceil((message.length + 9) / BLOCK));
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, 8n * BigInt(message.length));
  return padded;
}

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function compress(state: Uint32Array, w: Uint32Array, block: DataView): void {
  for (let t = 0; t < 16; t += 1) w[t] = block.getUint32(4 * t);
  for (let t = 16; t < BLOCK; t += 1) {
    const [near, far] = [w[t - 2], w[t - 15]];
    w[t] = w[t - 16] + w[t - 7] + (rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3)) + (rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < BLOCK; t += 1) {
    const first = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
    const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] += word));
}
