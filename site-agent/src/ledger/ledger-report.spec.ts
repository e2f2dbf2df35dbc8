import { describe, expect, it } from '@jest/globals';
import { dir, identity, openOn, Outside, playRounds } from './a-ledger.fixture.js';
import { showLedger, verifyLedger } from './ledger-report.js';
import { SimDisk } from './sim-disk.fixture.js';

function aPlayedLedger(): SimDisk {
  const disk = new SimDisk();
  const ledger = openOn(disk);
  playRounds(ledger, [1], new Outside());
  ledger.close();
  return disk;
}

const optionsFor = (disk: SimDisk) => ({ disk, dir, publicKey: identity.publicKey });

describe('the report of a ledger', () => {
  it('has a line for each record, with its number, time, kind, round, cost and head', () => {
    const { lines, summary } = showLedger(optionsFor(aPlayedLedger()));
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^ {4}0 {2}2026-01-01T00:00:00\.000Z {2}genesis {4}site cleveland {2}[0-9a-f]{16}$/);
    expect(lines[1]).toMatch(/policy {5}cap rho 0\.0305\d+ \(epsilon 1, delta 0\.00001\)/);
    expect(lines[2]).toMatch(/debit {6}study s {2}round 1 {2}rho 0\.0005 {2}/);
    expect(lines[4]).toMatch(/witnessed {2}up to record 3 {2}[0-9a-f]{16}$/);
    expect(lines[5]).toMatch(/receipt {4}study s {2}round 1 {2}[0-9a-f]{16}$/);
    expect(summary).toMatch(/^Record 5, head [0-9a-f]{64}\. Spent rho 0\.0005 of 0\.0305\d+\.$/);
  });

  it('says which studies the operator has refused, and when a refusal was lifted', () => {
    const disk = aPlayedLedger();
    const ledger = openOn(disk);
    for (const study of ['s', 'lung']) ledger.veto(study);
    expect(showLedger(optionsFor(disk)).lines[7]).toMatch(/^ {4}7 .* veto {7}study lung {2}refused by the operator {2}[0-9a-f]{16}$/);
    expect(showLedger(optionsFor(disk)).summary).toMatch(/ Refused by the operator: s, lung\.$/);
    ledger.approve('s');
    expect(showLedger(optionsFor(disk)).lines[8]).toMatch(/ approval {3}study s {2}no longer refused {2}[0-9a-f]{16}$/);
    expect(showLedger(optionsFor(disk)).summary).toMatch(/ Refused by the operator: lung\.$/);
  });

  it('is given while an agent works, and changes nothing', () => {
    const disk = new SimDisk();
    openOn(disk);
    const before = disk.files;
    expect(showLedger(optionsFor(disk)).lines).toHaveLength(2);
    expect(disk.files).toEqual(before);
  });

  it('says that a torn record will be forfeited, and shows it once it was', () => {
    const disk = aPlayedLedger();
    const log = disk.open(`${dir}/ledger.log`);
    log.truncate(log.size() - 5);
    expect(showLedger(optionsFor(disk)).summary).toContain('the next start forfeits them');
    openOn(disk).close();
    expect(showLedger(optionsFor(disk)).lines[5]).toMatch(/forfeit {4}rho 0\.001 {2}\d+ bytes at the end were not a whole record/);
  });

  it('says that there is none', () => {
    expect(() => showLedger(optionsFor(new SimDisk()))).toThrow('There is no ledger in /site/ledger.');
  });
});

describe('verifying a ledger', () => {
  it('checks the chain, its signature and every stored release', () => {
    expect(verifyLedger(optionsFor(aPlayedLedger())).lines).toEqual([expect.stringMatching(/^The chain of 6 records holds, .* 1 stored release is unchanged\.$/)]);
  });

  it('holds while an agent writes, whatever it adds between two files that are read', () => {
    const disk = aPlayedLedger();
    let rounds = 1;
    const read = (path: string) => {
      const bytes = disk.read(path);
      const agent = openOn(disk);
      playRounds(agent, [(rounds += 1)], new Outside());
      agent.close();
      return bytes;
    };
    expect(verifyLedger({ ...optionsFor(disk), disk: Object.assign(Object.create(disk) as SimDisk, { read }) }).lines).toHaveLength(1);
    expect(rounds).toBeGreaterThan(2);
  });

  it.each([
    ['the log was cut', (disk: SimDisk) => disk.open(`${dir}/ledger.log`).truncate(900), 'records are missing'],
    ['a stored release changed', (disk: SimDisk) => disk.open(payloadIn(disk)).write(Uint8Array.of(1, 2, 3, 4), 0), 'is changed'],
    ['a stored release is gone', (disk: SimDisk) => disk.remove(payloadIn(disk)), 'is missing'],
    ['the anchor is gone', (disk: SimDisk) => disk.remove(`${dir}/anchor.json`), 'has lost its anchor'],
  ])('fails when %s', (_what, damage, sentence) => {
    const disk = aPlayedLedger();
    damage(disk);
    expect(() => verifyLedger(optionsFor(disk))).toThrow(sentence);
  });
});

function payloadIn(disk: SimDisk): string {
  return [...disk.files.keys()].find((path) => path.endsWith('.bin')) ?? '';
}
