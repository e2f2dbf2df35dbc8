import { beforeEach, describe, expect, it } from '@jest/globals';
import { LEASES, type Intent, type Lease } from '../../../coordinator/src/storage/lease.js';
import { Findings } from './findings.js';
import { OneLeader } from './one-leader.js';
import { Schedule } from './schedule.js';
import type { StoreUser } from './sim-store.js';
import { Trace } from './trace.js';

const aProcess = (replica: string): StoreUser => ({ replica, lives: () => true, later: (_kind, work) => work(false), hears: (work) => work(), isAway: () => false });
const [a, b] = [aProcess('a'), aProcess('b')];
const intent: Intent = { number: 1, collection: 'rounds', id: 'x', version: null, value: {} };

let findings: Findings;
let leaders: OneLeader;

beforeEach(() => {
  findings = new Findings(new Trace(new Schedule()));
  leaders = new OneLeader(findings);
});

const leaseIs = (by: StoreUser, lease: Partial<Lease>): void => leaders.changed({ by, collection: LEASES, id: 'coordinator', version: null, value: { holder: by.replica, epoch: 1, renewals: 0, intent: null, ...lease } });
const writes = (by: StoreUser, id = 'x'): readonly string[] => {
  leaders.changed({ by, collection: 'rounds', id, version: null, value: {} });
  return findings.violations.map(({ rule }) => rule);
};

describe('a write that takes effect', () => {
  it('is right while the lease names its writer, and while the store is filled before anyone leads', () => {
    expect(writes(b)).toEqual([]);
    leaseIs(a, {});
    expect(writes(a)).toEqual([]);
  });

  it('is wrong once another leads', () => {
    leaseIs(a, {});
    leaseIs(b, { epoch: 2 });
    expect(writes(a)).toEqual(['one leader']);
  });

  it('is wrong if it is of an earlier program of the machine that leads', () => {
    leaseIs(a, {});
    leaseIs(aProcess('a'), { epoch: 2 });
    expect(writes(a)).toEqual(['one leader']);
  });

  it('is right after its writer has given the lease back, until it is taken', () => {
    leaseIs(a, {});
    leaseIs(a, { holder: null });
    expect(writes(a)).toEqual([]);
  });
});

describe('a write that the lease keeps', () => {
  it('is right whoever carries it out, until the next term begins', () => {
    leaseIs(a, { intent });
    leaseIs(b, { epoch: 2, intent });
    expect(writes(a)).toEqual([]);
    leaders.begins(b);
    expect(writes(b)).toEqual(['one leader']);
  });

  it('makes no other write right', () => {
    leaseIs(a, { intent });
    leaseIs(b, { epoch: 2, intent });
    expect(writes(a, 'y')).toEqual(['one leader']);
  });
});

describe('a store that was put back', () => {
  it('is held to the terms of that day', () => {
    leaseIs(a, {});
    const putBack = leaders.backup();
    leaseIs(b, { epoch: 2 });
    putBack();
    expect(writes(a)).toEqual([]);
  });
});
