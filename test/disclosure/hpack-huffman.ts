/**
 * The codes in which HTTP/2 writes the letters and digits of a header: an error text travels in one.
 * @see RFC 7541, Appendix B
 */
const CODES: Readonly<Record<string, string>> = {
  '0': '00000', '1': '00001', '2': '00010', a: '00011', c: '00100', e: '00101', i: '00110', o: '00111', s: '01000', t: '01001',
  '3': '011001', '4': '011010', '5': '011011', '6': '011100', '7': '011101', '8': '011110', '9': '011111',
  b: '100011', d: '100100', f: '100101', g: '100110', h: '100111', l: '101000', m: '101001', n: '101010', p: '101011', r: '101100', u: '101101',
  j: '1110100', k: '1110101', q: '1110110', v: '1110111', w: '1111000', x: '1111001', y: '1111010', z: '1111011',
};
const BYTE = 8;

/** The whole bytes that a text fills, for each of the eight bits of a byte at which it can begin. */
export function huffmanBytes(text: string): readonly Uint8Array[] {
  const bits = [...text].map((letter) => CODES[letter]).join('');
  return Array.from({ length: BYTE }, (_, skipped) => {
    const whole = Math.floor((bits.length - skipped) / BYTE);
    return Uint8Array.from({ length: whole }, (_byte, i) => Number.parseInt(bits.slice(skipped + BYTE * i, skipped + BYTE * (i + 1)), 2));
  });
}
