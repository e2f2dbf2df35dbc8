import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openOn } from '../ledger/a-ledger.fixture.js';
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
    const unforgotten = { isPaused: () => false, orders: () => operator.orders(), taken: () => undefined, approvesRoster: () => false, changed: () => Promise.resolve() };
    takeOrders({ ledger, operator: unforgotten });
    const { head } = ledger;
    expect(takeOrders({ ledger, operator })).toBe(1);
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
