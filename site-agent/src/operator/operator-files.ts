import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { fileProblem, OperatorError } from '../operator-error.js';
import type { Operator, Order } from './operator.js';

const LOOKS_EVERY_MS = 2000;
const ORDER_FILE = /^(\d{6})-[0-9a-f]{8}\.json$/;
export const ROSTER = /^[0-9a-f]{64}$/;
const orderSchema = z.strictObject({ kind: z.enum(['refuse', 'approve']), study: z.string().min(1).max(200) });

/**
 * What the operator says, as files in the home folder: `paused` is there or not, and each order is a file of its own in
 * `orders`, numbered, never changed, and removed once the ledger holds it, and more after it. So an order is given and taken by two
 * processes without a lock, it is durable when it is given, and it is taken, perhaps twice, after a crash of either.
 */
export class OperatorFiles implements Operator {
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  isPaused(): boolean {
    return onFiles('read', this.#paused, () => statSync(this.#paused, { throwIfNoEntry: false }) !== undefined);
  }

  /** Durable on return. */
  pause(): void {
    onFiles('write', this.#paused, () => {
      writeFileSync(this.#paused, '', { mode: 0o600, flush: true });
      syncFolder(this.#home);
    });
  }

  /** Durable on return. */
  resume(): void {
    onFiles('write', this.#paused, () => {
      rmSync(this.#paused, { force: true });
      syncFolder(this.#home);
    });
  }

  /** Durable on return. */
  give(order: Omit<Order, 'id'>): void {
    onFiles('write', this.#orders, () => {
      mkdirSync(this.#orders, { recursive: true, mode: 0o700 });
      syncFolder(this.#home);
      const number = Math.max(0, ...this.#names().map((name) => Number(ORDER_FILE.exec(name)?.[1]))) + 1;
      const name = `${String(number).padStart(6, '0')}-${randomBytes(4).toString('hex')}.json`;
      const draft = join(this.#orders, `${name}.tmp`);
      writeFileSync(draft, JSON.stringify(order), { mode: 0o600, flush: true });
      renameSync(draft, join(this.#orders, name));
      syncFolder(this.#orders);
    });
  }

  orders(): readonly Order[] {
    return onFiles('read', this.#orders, () => this.#names().sort().map((id) => this.#order(id)));
  }

  taken({ id }: Order): void {
    onFiles('write', this.#orders, () => {
      rmSync(join(this.#orders, id), { force: true });
      syncFolder(this.#orders);
    });
  }

  approvesRoster(sha256: string): boolean {
    return this.rosters().includes(sha256);
  }

  /** The rosters that are approved, in alphabetical order. */
  rosters(): readonly string[] {
    return onFiles('read', this.#rosters, () => (statSync(this.#rosters, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(this.#rosters).filter((name) => ROSTER.test(name)).sort()));
  }

  /** Durable on return. */
  approveRoster(sha256: string): void {
    onFiles('write', this.#rosters, () => {
      mkdirSync(this.#rosters, { recursive: true, mode: 0o700 });
      syncFolder(this.#home);
      writeFileSync(join(this.#rosters, sha256), '', { mode: 0o600, flush: true });
      syncFolder(this.#rosters);
    });
  }

  async changed(signal: AbortSignal): Promise<void> {
    await wait(LOOKS_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }

  get #paused(): string {
    return join(this.#home, 'paused');
  }

  get #orders(): string {
    return join(this.#home, 'orders');
  }

  get #rosters(): string {
    return join(this.#home, 'rosters');
  }

  #names(): string[] {
    const isThere = statSync(this.#orders, { throwIfNoEntry: false }) !== undefined;
    return isThere ? readdirSync(this.#orders).filter((name) => ORDER_FILE.test(name)) : [];
  }

  /** An order that cannot be read may be a refusal, so nothing is answered until it is put right. */
  #order(id: string): Order {
    const path = join(this.#orders, id);
    try {
      return { id, ...orderSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) };
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      throw new OperatorError(`${path} is not an order: remove it, and give the order again with commonward-site refuse or approve.`);
    }
  }
}

function onFiles<T>(action: 'read' | 'write', path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof OperatorError ? error : fileProblem(action, path, error);
  }
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
