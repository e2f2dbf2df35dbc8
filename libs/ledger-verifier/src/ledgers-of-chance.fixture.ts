import { extendChain, forfeitRhoUnits, identityFromSeed, isSummed, NO_HEAD, sha256Hex, signEntry, type LedgerChain, type LedgerEntryContent, type SignedEntry } from '@commonward/envelope';
import type { Chance } from './chance.fixture.js';

export const identity = identityFromSeed(new Uint8Array(32).fill(7));
export const stranger = identityFromSeed(new Uint8Array(32).fill(9));

const hash = (chance: Chance): string => sha256Hex(String(chance.below(2 ** 40)));
const STUDIES = ['heart', 'Ärztliche Studie ♥', '__proto__'];
const events: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 1, variance: 1000 }] },
  { kind: 'composed', parts: [{ event: { kind: 'laplace', noiseMultiplier: 0.1 }, times: 3 }], note: 'é"\\\n\u2028' },
  { kind: 'composed', parts: [{ event: { trust: 'shared', kind: 'summed-discrete-gaussian' }, times: 1 }] },
  { trust: 'shared' },
  { kind: 'summed-discrete-gaussian', trust: 'local' },
];

const policy = (chance: Chance): LedgerEntryContent => {
  const capRhoUnits = 400 + chance.below(1200);
  return { kind: 'policy', epsilonCap: 1 + chance.below(9) / 2, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', ...chance.of([{}, { trust: 'local' as const }, { trust: 'shared' as const }]), capRhoUnits, maxRhoUnitsPerRound: Math.min(capRhoUnits, 100 + chance.below(900)) };
};

const roundsOf = ({ debits }: LedgerChain) => [...debits.values()].map(({ entry: { study, round } }) => ({ study, round }));

/** What a site writes next of a vector that it has sealed for a masked sum; null if it has none. */
function ofMasked(chain: LedgerChain, chance: Chance): LedgerEntryContent | null {
  for (const { entry: { study, round }, state } of [...chain.debits.values()].filter(({ entry }) => isSummed(entry))) {
    if (state.kind === 'open') return { kind: 'seal', study, round, payloadSha256: hash(chance) };
    if (state.kind === 'sealed' && state.survivorsSha256 === null) return chance.of([{ kind: 'witnessed', witnessSha256: hash(chance) }, { kind: 'unmask', study, round, survivorsSha256: hash(chance) }]);
  }
  return null;
}

/** What could come next, as the product writes it: some of these are refused, and then something else is tried. */
export function anyContent(chain: LedgerChain, chance: Chance): LedgerEntryContent {
  const masked = chance.below(2) === 0 ? ofMasked(chain, chance) : null;
  return masked ?? anyOther(chain, chance);
}

function anyOther(chain: LedgerChain, chance: Chance): LedgerEntryContent {
  const round = { study: chance.of(STUDIES), round: chance.below(4) };
  switch (chance.below(13)) {
    case 0:
      return policy(chance);
    case 1:
    case 2:
    case 3:
      return { kind: 'debit', ...round, planSha256: hash(chance), offerSha256: hash(chance), event: chance.of(events), rhoUnits: chance.below(200) };
    case 4:
      return { kind: 'seal', ...chance.of([round, ...roundsOf(chain)]), payloadSha256: hash(chance) };
    case 5:
      return { kind: 'receipt', ...chance.of([round, ...roundsOf(chain)]), receiptSha256: hash(chance) };
    case 6:
      return { kind: 'witnessed', witnessSha256: hash(chance) };
    case 7:
      return { kind: 'forfeit', rhoUnits: forfeitRhoUnits(chain), reason: 'a torn record' };
    case 8:
      return { kind: 'veto', study: round.study };
    case 9:
      return { kind: 'approval', study: round.study };
    case 10:
    case 11:
      return { kind: 'unmask', ...chance.of([round, ...roundsOf(chain)]), survivorsSha256: hash(chance) };
    default:
      return { kind: 'reconcile', rhoUnits: chance.below(90), discarded: null, witnessed: chance.of([null, chain.witnessed, { seq: chain.seq, head: chain.head }]) };
  }
}

/** A ledger as a site's own rules and frames make it. */
export function anHonestLedger(length: number, chance: Chance): readonly SignedEntry[] {
  const entries: SignedEntry[] = [];
  let chain: LedgerChain | null = null;
  while (entries.length < length) {
    const place = chain === null ? { seq: 0, prev: NO_HEAD } : { seq: chain.seq + 1, prev: chain.head };
    const content: LedgerEntryContent = chain === null ? { kind: 'genesis', site: 'cleveland', publicKey: identity.publicKey } : chain.policy === null ? policy(chance) : anyContent(chain, chance);
    const entry = signEntry({ v: 1, ...place, ts: '2026-01-01T00:00:00.000Z', ...content }, identity);
    const next = accepted(chain, entry);
    if (next !== null) entries.push(entry);
    chain = next ?? chain;
  }
  return entries;
}

function accepted(chain: LedgerChain | null, entry: SignedEntry): LedgerChain | null {
  try {
    return extendChain(chain, entry);
  } catch {
    return null;
  }
}
