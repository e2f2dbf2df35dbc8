import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { envelopeFromJson, envelopeToJson } from './envelope-json.js';
import { envelopeSha256, open, seal, type Envelope } from './envelope.js';
import { identityFromSeed, sign } from './identity.js';
import { IntegrityError, type IntegrityReason } from './integrity-error.js';

const hospital = identityFromSeed(new Uint8Array(32).fill(1));
const stranger = identityFromSeed(new Uint8Array(32).fill(2));
const hash = (digit: string) => digit.repeat(64);
const payload = new Uint8Array(Int32Array.of(5, -7, 11).buffer);

const aRelease = {
  kind: 'release',
  consortium: 'heart consortium',
  signer: hospital.publicKey,
  study: 's1',
  round: 1,
  site: 'cleveland',
  planSha256: hash('a'),
  offerSha256: hash('b'),
  length: 3,
  ledger: { seq: 4, head: hash('c') },
  budget: { spentRhoUnits: 10, capRhoUnits: 100 },
} as const;
const sealed = seal(aRelease, payload, hospital);
const expected = { kind: 'release', publicKey: hospital.publicKey } as const;

/** Any bytes, validly signed by the hospital: what a careless or hostile holder of the key could send. */
const signedText = (text: string): Envelope => {
  const statement = new TextEncoder().encode(text);
  return { statement, signature: sign({ domain: 'commonward/envelope/1', bytes: statement }, hospital), payload };
};
const textOf = ({ statement }: Envelope) => new TextDecoder().decode(statement);

function refusalOf(action: () => unknown): IntegrityReason | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof IntegrityError) return error.reason;
    throw error;
  }
}

describe('a sealed envelope', () => {
  it('opens with the key that sealed it', () => {
    expect(open(sealed, expected)).toMatchObject({ ...aRelease, payloadSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is the same bytes whenever the same content is sealed', () => {
    expect(seal({ ...aRelease }, payload.slice(), hospital)).toEqual(sealed);
  });

  it('does not open with another key', () => {
    expect(refusalOf(() => open(sealed, { ...expected, publicKey: stranger.publicKey }))).toBe('signature');
  });

  it('does not open after any bit of it has changed', () => {
    const parts = ['statement', 'signature', 'payload'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(), fc.nat(7), (part, at, bit) => {
        const bytes = sealed[part].slice();
        bytes[at % bytes.length] ^= 1 << bit;
        expect(refusalOf(() => open({ ...sealed, [part]: bytes }, expected))).toBe(part === 'payload' ? 'payload' : 'signature');
      }),
      { numRuns: 40 },
    );
  });

  it('has its signature checked before it is parsed', () => {
    expect(refusalOf(() => open({ ...sealed, statement: Uint8Array.of(0xff) }, expected))).toBe('signature');
  });

  it('is not taken for a statement of another kind', () => {
    expect(refusalOf(() => open(sealed, { kind: 'receipt', publicKey: hospital.publicKey }))).toBe('kind');
  });

  it.each([
    ['white space', textOf(sealed).replace('{', '{ ')],
    ['a member given twice', textOf(sealed).replace('"round":1', '"round":1,"round":1')],
    ['an unknown member', textOf(sealed).replace('"round":1', '"round":1,"rounds":2')],
    ['a member left out', textOf(sealed).replace('"round":1,', '')],
    ['a fraction where an integer belongs', textOf(sealed).replace('"round":1', '"round":1.5')],
    ['a hash in upper case', textOf(sealed).replace(hash('a'), hash('A'))],
  ])('is refused as malformed with %s, though validly signed', (_what, text) => {
    expect(refusalOf(() => open(signedText(text), expected))).toBe('format');
  });

  it('is refused when it is not a statement at all, though validly signed', () => {
    expect(refusalOf(() => open(signedText('null'), expected))).toBe('kind');
    expect(refusalOf(() => open(signedText('no JSON'), expected))).toBe('format');
  });

  it('is refused when it names another signer, though validly signed', () => {
    expect(refusalOf(() => open(signedText(textOf(sealed).replace(hospital.publicKey, stranger.publicKey)), expected))).toBe('signer');
  });

  it('is refused when it counts other integers than its payload holds, though validly signed', () => {
    expect(refusalOf(() => open(signedText(textOf(sealed).replace('"length":3', '"length":4')), expected))).toBe('payload');
  });

  it('is refused as an offer when it names another plan than its payload, though validly signed', () => {
    const plan = new TextEncoder().encode('{}');
    const offer = { kind: 'offer', consortium: 'c', signer: hospital.publicKey, study: 's', round: 0, planSha256: hash('a') } as const;
    expect(() => seal(offer, plan, hospital)).toThrow('The plan in the payload is not the plan that the offer names.');
  });
});

describe('sealing', () => {
  it('is for the signer alone', () => {
    expect(() => seal(aRelease, payload, stranger)).toThrow(RangeError);
  });

  it('names the field that is malformed', () => {
    expect(() => seal({ ...aRelease, round: -1 }, payload, hospital)).toThrow(/^The release cannot be sealed: round:/);
  });

  it('refuses a payload of another length than the statement says', () => {
    expect(() => seal(aRelease, payload.subarray(4), hospital)).toThrow(RangeError);
  });

  it('lets no payload ride along with a refusal', () => {
    const { consortium, signer, study, round, site, offerSha256 } = aRelease;
    const refusal = { kind: 'refusal', consortium, signer, study, round, site, offerSha256, reason: 'budget' } as const;
    expect(() => seal(refusal, Uint8Array.of(1), hospital)).toThrow('A refusal carries no payload.');
    expect(open(seal(refusal, new Uint8Array(), hospital), { kind: 'refusal', publicKey: signer }).reason).toBe('budget');
  });
});

describe('the digest of an envelope', () => {
  it('changes with the statement and with the signature', () => {
    expect(envelopeSha256(seal({ ...aRelease, round: 2 }, payload, hospital))).not.toBe(envelopeSha256(sealed));
    expect(envelopeSha256({ ...sealed, signature: new Uint8Array(64) })).not.toBe(envelopeSha256(sealed));
  });
});

describe('an envelope in a file', () => {
  it('is read back byte for byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.uint8Array(), (statement, signature, bytes) => {
        const envelope = { statement: new TextEncoder().encode(statement), signature, payload: bytes };
        expect(envelopeFromJson(envelopeToJson(envelope))).toEqual(envelope);
      }),
    );
  });

  it.each([
    ['not JSON', '{'],
    ['another object', '{}'],
    ['one with a further member', envelopeToJson(sealed).replace('{', '{"note":"",')],
    ['a signature that is not hex', envelopeToJson(sealed).replace(/"signature":"../, '"signature":"zz')],
    ['a payload with white space in its base64', envelopeToJson(sealed).replace('"payload":"', '"payload":" ')],
    ['a statement with a lone surrogate', envelopeToJson(sealed).replace('"statement":"', '"statement":"\\ud800')],
  ])('is refused if it is %s', (_what, text) => {
    expect(refusalOf(() => envelopeFromJson(text))).toBe('format');
  });
});
