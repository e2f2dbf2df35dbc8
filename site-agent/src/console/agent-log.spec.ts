import { beforeEach, describe, expect, it } from '@jest/globals';
import type { QuarantineReason } from '@commonward/envelope';
import { lineLog, type AgentLog } from './agent-log.js';

const policy = { epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

let lines: string[];
let log: AgentLog;

beforeEach(() => {
  lines = [];
  log = lineLog({ site: 'va', home: '/srv/va', policy, write: (line) => lines.push(line) });
});

describe('an operator whose site has stopped itself', () => {
  it.each<[QuarantineReason, string]>([
    ['rollback', 'restored from a backup or is in use elsewhere'],
    ['witness-rollback', 'its store was set back'],
    ['equivocation', 'conflict.json'],
  ])('is told in one line why (%s), and the way out', (reason, why) => {
    log.quarantined(reason);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\[va\] Stopped: .*: commonward-site ledger reconcile --home \/srv\/va --accept-loss$/);
    expect(lines[0]).toContain(why);
  });

  it('is told once, and again when it has worked meanwhile', () => {
    for (let connection = 0; connection < 3; connection += 1) log.quarantined('rollback');
    expect(lines).toHaveLength(1);
    log.connected();
    log.quarantined('rollback');
    expect(lines.filter((line) => line.includes('Stopped'))).toHaveLength(2);
  });
});

describe('an operator who has paused the site', () => {
  it('reads so once, with the way back, and once that it goes on', () => {
    for (const isPaused of [false, true, true, false, false]) log.paused(isPaused);
    expect(lines).toEqual(['[va] Paused: offers wait until commonward-site resume --home /srv/va', '[va] Resumed.']);
  });
});
