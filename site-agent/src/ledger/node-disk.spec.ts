import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aRelease, identity, request, somePolicy } from './a-ledger.fixture.js';
import { openLedger, type LedgerOptions } from './ledger.js';
import { nodeDisk } from './node-disk.js';
import { nodeProcesses } from './process-table.js';

const openHere = (options: LedgerOptions) => openLedger(options, { disk: nodeDisk, processes: nodeProcesses });

describe('a ledger on the real disk', () => {
  let root: string;
  let options: LedgerOptions;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ledger-'));
    options = { dir: join(root, 'home', 'ledger'), identity, site: 'cleveland', policy: somePolicy, clock: () => new Date() };
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('keeps debits and sealed bytes from one start to the next', () => {
    const ledger = openHere(options);
    const debit = ledger.debit(request(1));
    if (debit.kind === 'refused') throw new Error('expected a debit');
    const sealed = ledger.seal(debit, aRelease());
    const { head, budget } = ledger;
    ledger.close();
    const reopened = openHere(options);
    expect([reopened.head, reopened.budget, reopened.sealed('s', 1)]).toEqual([head, budget, sealed]);
    reopened.close();
  });

  it('is readable by its owner alone', () => {
    const ledger = openHere(options);
    const debit = ledger.debit(request(1));
    if (debit.kind === 'debit') ledger.seal(debit, aRelease());
    const modes = readdirSync(options.dir, { recursive: true, withFileTypes: true }).map((entry) => [entry.isDirectory(), statSync(join(entry.parentPath, entry.name)).mode & 0o777]);
    expect(modes).toHaveLength(6);
    for (const [isFolder, mode] of modes) expect(mode).toBe(isFolder ? 0o700 : 0o600);
    expect(statSync(options.dir).mode & 0o777).toBe(0o700);
    ledger.close();
  });

  it('is not opened twice', () => {
    const ledger = openHere(options);
    expect(() => openHere(options)).toThrow(`is in use by process ${process.pid}`);
    ledger.close();
    openHere(options).close();
  });

  it('says in one sentence that its folder cannot be made', () => {
    nodeDisk.create(join(root, 'home')).close();
    expect(() => openHere(options)).toThrow(/^The ledger in .* cannot be written \((ENOTDIR|EEXIST)\)/);
  });

  it('leaves no file open and no lock behind when it cannot be opened', () => {
    openHere(options).close();
    const log = nodeDisk.open(join(options.dir, 'ledger.log'));
    log.write(Uint8Array.of(0xff), 20);
    log.close();
    expect(() => openHere(options)).toThrow('is damaged at byte 0');
    expect(readdirSync(options.dir)).not.toContain('LOCK');
  });
});
