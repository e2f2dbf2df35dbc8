import { IntegrityError, readLedger } from '@commonward/envelope';
import { dir, identity, openOn, Outside, playRounds, request, ROUND_RHO_UNITS } from '../../../site-agent/src/ledger/a-ledger.fixture.js';
import { SimDisk } from '../../../site-agent/src/ledger/sim-disk.fixture.js';
import type { Flips } from '../command/outcome.js';
import { Chance } from './chance.js';

const LOG = `${dir}/ledger.log`;
const ROUNDS = [1, 2, 3, 4, 5];

/**
 * Damages the log of a ledger of five rounds and an open debit, each time in another way: nineteen in twenty times a bit is
 * flipped, else the end is cut off.
 */
export function flipBits(flips: number): Flips {
  const chance = new Chance(flips);
  const { files, bytes } = aLedger();
  const found = { refused: 0, forfeited: 0, accepted: 0, refunded: 0 };
  for (let flip = 0; flip < flips; flip += 1) found[becomes(files, damaged(bytes, chance))] += 1;
  return found;
}

function aLedger(): { readonly files: ReadonlyMap<string, Uint8Array>; readonly bytes: Uint8Array } {
  const disk = new SimDisk();
  const ledger = openOn(disk);
  playRounds(ledger, ROUNDS, new Outside());
  ledger.debit(request(ROUNDS.length + 1));
  ledger.close();
  return { files: disk.files, bytes: disk.files.get(LOG) ?? new Uint8Array() };
}

function damaged(bytes: Uint8Array, chance: Chance): Uint8Array {
  const at = Math.floor(chance.between(0, bytes.length));
  if (chance.happens(0.05)) return bytes.slice(0, at);
  return bytes.with(at, bytes[at] ^ (1 << Math.floor(chance.between(0, 8))));
}

function becomes(files: ReadonlyMap<string, Uint8Array>, log: Uint8Array): keyof Flips {
  const disk = new SimDisk({}, new Map(files).set(LOG, log));
  try {
    const ledger = openOn(disk);
    if (ledger.budget.spentRhoUnits < (ROUNDS.length + 1) * ROUND_RHO_UNITS) return 'refunded';
    const kinds = readLedger(disk.read(LOG) ?? log, identity.publicKey).entries.map(({ kind }) => kind);
    return kinds.includes('forfeit') ? 'forfeited' : 'accepted';
  } catch (error) {
    if (error instanceof IntegrityError) return 'refused';
    throw error;
  }
}
