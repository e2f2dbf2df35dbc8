import { envelopeFromJson, envelopeSha256, envelopeToJson, IntegrityError, type Envelope } from '@commonward/envelope';
import { replaceFile } from './durable.js';
import type { LedgerDisk } from './ledger-disk.js';
import { onDisk } from './ledger-error.js';
import { settledConflictPath, type LedgerPaths } from './ledger-paths.js';

export interface MemoryOptions {
  readonly disk: LedgerDisk;
  readonly paths: LedgerPaths;
  /** Lets the ledger's one writer write. */
  readonly guard: (write: () => void) => void;
}

/**
 * The newest statement in which the coordinator told what it holds of every site's ledger, and, if it ever contradicted
 * itself, both statements: each bears its signature, so they prove it to anybody. Durable when a call returns.
 */
export class WitnessMemory {
  readonly #disk: LedgerDisk;
  readonly #paths: LedgerPaths;
  readonly #guard: MemoryOptions['guard'];

  constructor({ disk, paths, guard }: MemoryOptions) {
    this.#disk = disk;
    this.#paths = paths;
    this.#guard = guard;
  }

  /**
   * @returns null if no statement was ever accepted. Still to be verified, as a file can be changed
   * @throws IntegrityError `format`
   */
  get newest(): Envelope | null {
    const bytes = onDisk(this.#paths.dir, () => this.#disk.read(this.#paths.witness));
    return bytes === null ? null : statementIn(this.#paths.witness, bytes);
  }

  /** Whether there are statements that contradict each other, and no operator has settled it. */
  get holdsConflict(): boolean {
    return onDisk(this.#paths.dir, () => this.#disk.read(this.#paths.conflict)) !== null;
  }

  remember(statement: Envelope): void {
    this.#guard(() => this.#write(this.#paths.witness, envelopeToJson(statement)));
  }

  /** Keeps two statements that contradict each other. */
  keepConflict(statements: readonly [Envelope, Envelope]): void {
    this.#guard(() => this.#write(this.#paths.conflict, `[${statements.map(envelopeToJson).join(',')}]`));
  }

  /** The operator goes on from this statement, whatever was stated before. Evidence is put aside, not thrown away. */
  settle(statement: Envelope): void {
    this.remember(statement);
    this.#guard(() => {
      const evidence = this.#disk.read(this.#paths.conflict);
      if (evidence === null) return;
      replaceFile(this.#disk, settledConflictPath(this.#paths, envelopeSha256(statement)), evidence);
      this.#disk.remove(this.#paths.conflict);
      this.#disk.syncDirectory(this.#paths.dir);
    });
  }

  #write(path: string, text: string): void {
    replaceFile(this.#disk, path, new TextEncoder().encode(text));
  }
}

/** What this ledger is known to be witnessed for stands in the ledger itself, so without the file only other sites' heads are forgotten. */
function statementIn(path: string, bytes: Uint8Array): Envelope {
  try {
    return envelopeFromJson(new TextDecoder().decode(bytes));
  } catch {
    throw new IntegrityError('format', `The file ${path} is damaged: remove it, and what the coordinator states is remembered anew.`);
  }
}
