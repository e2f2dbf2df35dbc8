import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dir, openOn, request } from '../ledger/a-ledger.fixture.js';
import { SimDisk } from '../ledger/sim-disk.fixture.js';
import { takeOrders } from '../tasks/take-orders.js';
import { OperatorFiles } from './operator-files.js';

let home: string;
let operator: OperatorFiles;
const said = () => new OperatorFiles(home).orders().map(({ kind, study }) => `${kind} ${study}`);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'commonward-operator-'));
  operator = new OperatorFiles(home);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('what an operator says', () => {
  it('is there for every process that looks, in the order in which it was said', () => {
    expect(said()).toEqual([]);
    operator.give({ kind: 'refuse', study: 'heart' });
    new OperatorFiles(home).give({ kind: 'approve', study: 'heart' });
    operator.give({ kind: 'refuse', study: '../lung' });
    expect(said()).toEqual(['refuse heart', 'approve heart', 'refuse ../lung']);
  });

  it('is forgotten once it is in the ledger, and what was said meanwhile is not', () => {
    operator.give({ kind: 'refuse', study: 'heart' });
    const [first] = operator.orders();
    operator.give({ kind: 'approve', study: 'heart' });
    operator.taken(first);
    operator.taken(first);
    expect(said()).toEqual(['approve heart']);
  });

  it('is taken into the ledger once, also when the machine stops after the record and before the order is forgotten', () => {
    const ledger = openOn(new SimDisk());
    operator.give({ kind: 'refuse', study: 'heart' });
    expect(takeOrders({ ledger, operator })).toBe(true);
    const { head } = ledger;
    expect(takeOrders({ ledger, operator })).toBe(false);
    expect(ledger.head).toEqual(head);
  });

  it('is kept until the ledger holds more after it: of a ledger whose last record decays nothing that it said is lost', () => {
    const disk = new SimDisk();
    operator.give({ kind: 'refuse', study: 'heart' });
    takeOrders({ ledger: openOn(disk), operator });
    const log = disk.open(`${dir}/ledger.log`);
    log.write(Uint8Array.of(0), log.size() - 1);
    const ledger = openOn(disk);
    expect(ledger.debit({ ...request(1), study: 'heart' })).not.toMatchObject({ reason: 'operator' });
    takeOrders({ ledger, operator });
    expect(ledger.debit({ ...request(1), study: 'heart' })).toEqual({ kind: 'refused', reason: 'operator' });
    ledger.witness('e'.repeat(64));
    takeOrders({ ledger, operator });
    expect(said()).toEqual([]);
  });

  it('counts as it was said last, if both words about a study wait', () => {
    const ledger = openOn(new SimDisk());
    const { head } = ledger;
    for (const kind of ['refuse', 'approve'] as const) operator.give({ kind, study: 'heart' });
    expect(takeOrders({ ledger, operator })).toBe(false);
    expect(ledger.head).toEqual(head);
    expect(said()).toEqual([]);
  });

  it('holds everything up in one sentence if it cannot be read', () => {
    operator.give({ kind: 'refuse', study: 'heart' });
    const [name] = readdirSync(join(home, 'orders'));
    writeFileSync(join(home, 'orders', name), '{');
    expect(() => operator.orders()).toThrow(`${join(home, 'orders', name)} is not an order: remove it, and give the order again with commonward-site refuse or approve.`);
  });

  it('pauses and resumes for every process that looks, however often it is said', () => {
    for (let time = 0; time < 2; time += 1) operator.pause();
    expect(new OperatorFiles(home).isPaused()).toBe(true);
    for (let time = 0; time < 2; time += 1) operator.resume();
    expect(new OperatorFiles(home).isPaused()).toBe(false);
  });
});
