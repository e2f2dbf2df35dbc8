import { IntegrityError, readLedger } from '@commonward/envelope';
import { dir, identity, openOn, Outside, playRounds, request, ROUND_RHO_UNITS } from '../../../site-agent/src/ledger/a-ledger.fixture.js';
import { ledgerPaths } from '../../../site-agent/src/ledger/ledger-paths.js';
import { SimDisk } from '../../../site-agent/src/ledger/sim-disk.fixture.js';
import type { Flips } from '../command/outcome.js';
import { AtRest } from './at-rest.js';
import { Chance } from './chance.js';

const { log: LOG, anchor: ANCHOR } = ledgerPaths(dir);
const ROUNDS = [1, 2, 3, 4, 5];
const SPENT = (ROUNDS.length + 1) * ROUND_RHO_UNITS;

interface Specimen {
  readonly atRest: AtRest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Damages a ledger of five rounds and an open debit, each time in another way: every second time it is encrypted; nine in ten
 * times it is the log, else the anchor; nineteen in twenty times a bit is flipped, else the end is cut off.
 */
export function flipBits(flips: number): Flips {
  const chance = new Chance(flips);
  const specimens = [false, true].map((encrypted) => aLedger(new AtRest(chance, encrypted)));
  const found = { refused: 0, forfeited: 0, accepted: 0, refunded: 0 };
  for (let flip = 0; flip < flips; flip += 1) {
    const { atRest, files } = specimens[flip % specimens.length];
    const path = chance.happens(0.9) ? LOG : ANCHOR;
    found[becomes(atRest, new Map(files).set(path, damaged(files.get(path) ?? new Uint8Array(), chance)))] += 1;
  }
  return found;
}

function aLedger(atRest: AtRest): Specimen {
  const disk = new SimDisk();
  const ledger = openOn(atRest.disk(disk));
  playRounds(ledger, ROUNDS, new Outside());
  ledger.debit(request(ROUNDS.length + 1));
  ledger.close();
  return { atRest, files: disk.files };
}

function damaged(bytes: Uint8Array, chance: Chance): Uint8Array {
  const at = Math.floor(chance.between(0, bytes.length));
  if (chance.happens(0.05)) return bytes.slice(0, at);
  return bytes.with(at, bytes[at] ^ (1 << Math.floor(chance.between(0, 8))));
}

function becomes(atRest: AtRest, files: ReadonlyMap<string, Uint8Array>): keyof Flips {
  const disk = atRest.disk(new SimDisk({}, files));
  try {
    if (openOn(disk).budget.spentRhoUnits < SPENT) return 'refunded';
    const kinds = readLedger(disk.read(LOG) ?? new Uint8Array(), identity.publicKey).entries.map(({ kind }) => kind);
    return kinds.includes('forfeit') ? 'forfeited' : 'accepted';
  } catch (error) {
    if (error instanceof IntegrityError) return 'refused';
    throw error;
  }
}
