import { canonicalJson, NO_HEAD, sha256Hex, sign, type Identity, type SignedEntry } from '@commonward/envelope';
import type { Chance } from './chance.fixture.js';
import { identity, stranger } from './ledgers-of-chance.fixture.js';

type Loose = Readonly<Record<string, unknown>>;
/** The body of one record, as text. */
type Body = string;

const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

export function framed(bodies: readonly Body[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(
      bodies.flatMap((text) => {
        const body = Buffer.from(text, 'utf8');
        const length = Buffer.alloc(4);
        length.writeUInt32LE(body.length);
        return [length, Buffer.from(sha256Hex(new Uint8Array(body)).slice(0, 8), 'hex'), body];
      }),
    ),
  );
}

export const bodiesOf = (entries: readonly SignedEntry[]): readonly Body[] => entries.map((entry) => canonicalJson(entry));

/** JSON text that is sorted like canonical JSON, but of anything: more than canonical JSON can hold is written as it comes. */
function written(record: Loose): string {
  try {
    return canonicalJson(record);
  } catch {
    return JSON.stringify(record);
  }
}

function signedBy(signer: Identity, { sig: _sig, ...record }: Loose): Loose {
  const bytes = new TextEncoder().encode(written(record));
  return { ...record, sig: Buffer.from(sign({ domain: 'commonward/ledger/1', bytes }, signer)).toString('hex') };
}

/** Records numbered, chained and signed anew from the first one on, whatever they say: what somebody with the site's key can write. */
function forged(records: readonly Loose[], signerOf: (index: number) => Identity = () => identity): readonly Body[] {
  let prev = NO_HEAD;
  return records.map((record, seq) => {
    const body = written(signedBy(signerOf(seq), { ...record, seq, prev }));
    prev = sha256Hex(body);
    return body;
  });
}

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
const protoMember: Loose = JSON.parse('{"__proto__":{"a":1},"kind":"x"}') as Loose;

/** Events that count on the noise of other sites, and some that only look so. */
const SHARED: readonly unknown[] = [{ trust: 'shared' }, { parts: [{ event: { trust: 'shared' } }] }, { part: JSON.parse('{"__proto__":{"trust":"shared"}}') as unknown }, { trust: { trust: 'shared' } }, { trust: 'Shared' }, { trust: ['shared'] }, { Trust: 'shared' }];

/** Values that one of two readers may take and the other refuse. */
const STRANGE: readonly unknown[] = [
  ...[null, true, '', 'x', 'a'.repeat(200), 'a'.repeat(201), '♥'.repeat(100), '😀'.repeat(100), '😀'.repeat(101), '\ud800', '\u2028', '\u0000'],
  ...[0, -0, 1, -1, 0.5, 5e-324, 1e-5, 1, 1e21, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 300, 401, 1000],
  ...[[], {}, [{}], protoMember, nested(60), nested(61), nested(62), nested(63), nested(64), nested(65), { seq: 0, head: NO_HEAD }, { seq: 1, head: NO_HEAD, x: 1 }],
  ...['2026-01-01T00:00:00Z', '2026-02-29T00:00:00Z', '2024-02-29T23:59:59.1Z', '1900-02-29T00:00:00Z', '2000-02-29T00:00:00Z', '0000-02-29T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00Z', '2026-01-01T00:00:00+00:00', '2026-01-01T00:00:60Z', '2026-13-01T00:00:00Z', '2026-04-31T00:00:00Z', '2026-01-01T00:00:00.Z', '2026-01-01T00:00:00Z\n'],
  ...['A'.repeat(64), 'a'.repeat(64), 'a'.repeat(63), `${'a'.repeat(64)}\n`, 'replace-one', 'add-or-remove-one', 'patient', 'seal', 'debit', 'genesis', 'policy', 'receipt', 'forfeit', 'veto', 'approval', '__proto__', 'shared', 'local', 'heart'],
  ...SHARED,
];

function changed(record: Loose, chance: Chance): Loose {
  const member = chance.of([...Object.keys(record), 'event', 'trust', 'study', 'extra', 'constructor']);
  const value = chance.below(4) === 0 && typeof record[member] === 'number' ? record[member] + chance.of([-1, 1, 100]) : chance.of(STRANGE);
  if (chance.below(12) === 0) return without(record, member);
  if (chance.below(12) === 0) return JSON.parse(`{"__proto__":1,${JSON.stringify(record).slice(1)}`) as Loose;
  return { ...record, [member]: value };
}

const without = (record: Loose, member: string): Loose => Object.fromEntries(Object.entries(record).filter(([name]) => name !== member));

/** With a veto or an approval of a study right before a record that speaks of it. */
function withOrder(entries: readonly SignedEntry[], chance: Chance): readonly Loose[] {
  const places = entries.flatMap((entry, at) => ('study' in entry ? [{ at, study: entry.study }] : []));
  const { at, study } = chance.of([...places, { at: entries.length, study: 'heart' }]);
  const { v, seq, prev, ts, sig } = entries[0];
  return [...entries.slice(0, at), { v, seq, prev, ts, sig, kind: chance.of(['veto', 'approval']), study }, ...entries.slice(at)];
}

const vetoOf = ({ v, seq, prev, ts, sig, study }: Extract<SignedEntry, { kind: 'unmask' }>): Loose => ({ v, seq, prev, ts, sig, kind: 'veto', study });

/** Of a site that gave records up, or says that it gave up none. */
const reconcileAt = ({ v, seq, prev, ts, sig }: SignedEntry, discarded: boolean): Loose => ({ v, seq, prev, ts, sig, kind: 'reconcile', rhoUnits: 0, discarded: discarded ? { seq: 0, head: prev } : null, witnessed: null });

const witnessedAt = ({ v, seq, prev, ts, sig }: SignedEntry): Loose => ({ v, seq, prev, ts, sig, kind: 'witnessed', witnessSha256: 'e'.repeat(64) });

type Edit = <T>(list: readonly T[], chance: Chance) => readonly T[];
const EDITS: readonly Edit[] = [
  (list, chance) => list.toSpliced(chance.below(list.length), 1),
  (list, chance) => list.toSpliced(chance.below(list.length + 1), 0, chance.of(list)),
  (list, chance) => {
    const [a, b] = [chance.below(list.length), chance.below(list.length)];
    return list.with(a, list[b]).with(b, list[a]);
  },
  (list, chance) => list.slice(0, chance.below(list.length + 1)),
];

const replacedAt = <T>(list: readonly T[], chance: Chance, by: (item: T) => T): readonly T[] => {
  const index = chance.below(list.length);
  return list.with(index, by(list[index]));
};

function flipped(bytes: Uint8Array, chance: Chance): Uint8Array {
  const result = bytes.slice();
  if (result.length > 0) result[chance.below(result.length)] ^= 1 << chance.below(8);
  return result;
}

/** The same signature with the group order added to its second half: some programs take both. */
function malleated(record: Loose): Loose {
  const bytes = Buffer.from(String(record['sig']), 'hex');
  const scalar = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + GROUP_ORDER;
  const second = Buffer.from((scalar % 2n ** 256n).toString(16).padStart(64, '0'), 'hex').reverse();
  return { ...record, sig: Buffer.concat([bytes.subarray(0, 32), second]).toString('hex') };
}

export interface Mutation {
  readonly name: string;
  readonly apply: (ledgers: { readonly entries: readonly SignedEntry[]; readonly other: readonly SignedEntry[] }, chance: Chance) => Uint8Array;
}

/** What happens to files, and what somebody with a key, the site's own or another, could do to a ledger. */
export const MUTATIONS: readonly Mutation[] = [
  { name: 'nothing', apply: ({ entries }) => framed(bodiesOf(entries)) },
  { name: 'a flipped bit', apply: ({ entries }, chance) => flipped(framed(bodiesOf(entries)), chance) },
  { name: 'a cut', apply: ({ entries }, chance) => { const bytes = framed(bodiesOf(entries)); return bytes.slice(0, chance.below(bytes.length + 1)); } },
  { name: 'bytes at the end', apply: ({ entries }, chance) => new Uint8Array(Buffer.concat([framed(bodiesOf(entries)), Buffer.alloc(1 + chance.below(40), chance.below(3))])) },
  { name: 'records moved, as they are', apply: ({ entries }, chance) => framed(chance.of(EDITS)(bodiesOf(entries), chance)) },
  { name: 'records moved, signed anew', apply: ({ entries }, chance) => framed(forged(chance.of(EDITS)(entries, chance))) },
  { name: 'one member changed, checksum right', apply: ({ entries }, chance) => framed(replacedAt<Loose>(entries, chance, (record) => changed(record, chance)).map(written)) },
  { name: 'one member changed, that record signed anew', apply: ({ entries }, chance) => framed(replacedAt<Loose>(entries, chance, (record) => signedBy(identity, changed(record, chance))).map(written)) },
  { name: 'one member changed, all signed anew', apply: ({ entries }, chance) => framed(forged(replacedAt<Loose>(entries, chance, (record) => changed(record, chance)))) },
  { name: 'two members changed, all signed anew', apply: ({ entries }, chance) => framed(forged(replacedAt(replacedAt<Loose>(entries, chance, (record) => changed(record, chance)), chance, (record) => changed(record, chance)))) },
  { name: 'an event that hides bytes', apply: ({ entries }) => framed(bodiesOf(entries).map((body) => body.replace('"event":{', '"event":{"__proto__":1,').replace('1,}', '1}'))) },
  { name: 'an event that hides bytes, signed anew', apply: ({ entries }) => framed(forged(entries.map((record) => (record.kind === 'debit' ? { ...record, event: protoMember } : record)))) },
  { name: 'an order of the operator put in, signed anew', apply: ({ entries }, chance) => framed(forged(withOrder(entries, chance))) },
  { name: 'the trust of all policies taken away, signed anew', apply: ({ entries }) => framed(forged(entries.map((record) => (record.kind === 'policy' ? without(record, 'trust') : record)))) },
  { name: 'debits that count on others, signed anew', apply: ({ entries }, chance) => { const event = chance.of(SHARED); return framed(forged(entries.map((record) => (record.kind === 'debit' ? { ...record, event } : record)))); } },
  { name: 'debits that are masked, or are not, signed anew', apply: ({ entries }, chance) => { const event = chance.of([{}, { kind: 'summed-discrete-gaussian' }, { part: { kind: 'summed-discrete-gaussian' } }]); return framed(forged(entries.map((record) => (record.kind === 'debit' ? { ...record, event } : record)))); } },
  { name: 'one record twice, signed anew', apply: ({ entries }, chance) => { const at = chance.below(entries.length); return framed(forged(entries.toSpliced(at + 1, 0, entries[at]))); } },
  { name: 'no record of a witness, signed anew', apply: ({ entries }) => framed(forged(entries.filter(({ kind }) => kind !== 'witnessed'))) },
  { name: 'records given up before an unmask, signed anew', apply: ({ entries }, chance) => framed(forged(entries.flatMap((record) => (record.kind === 'unmask' ? [reconcileAt(record, chance.below(2) === 0), witnessedAt(record), record] : [record])))) },
  { name: 'studies refused before they are unmasked, signed anew', apply: ({ entries }) => framed(forged(entries.flatMap((record) => (record.kind === 'unmask' ? [vetoOf(record), record] : [record])))) },
  { name: 'a stranger from some record on', apply: ({ entries }, chance) => { const from = chance.below(entries.length); return framed(forged(entries, (index) => (index < from ? identity : stranger))); } },
  { name: 'one record of a stranger', apply: ({ entries }, chance) => { const at = chance.below(entries.length); return framed(forged(entries, (index) => (index === at ? stranger : identity))); } },
  { name: 'a second form of the last signature', apply: ({ entries }) => framed(bodiesOf(entries).with(-1, written(malleated(entries[entries.length - 1])))) },
  { name: 'another order of members', apply: ({ entries }, chance) => framed(replacedAt(bodiesOf(entries), chance, (body) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body) as Loose).reverse())))) },
  { name: 'white space', apply: ({ entries }, chance) => framed(replacedAt(bodiesOf(entries), chance, (body) => chance.of([` ${body}`, `${body}\n`, `\ufeff${body}`, body.replace(',', ', ')]))) },
  { name: 'the end of another ledger', apply: ({ entries, other }, chance) => { const at = chance.below(entries.length); return framed([...bodiesOf(entries).slice(0, at), ...bodiesOf(other).slice(at)]); } },
];
