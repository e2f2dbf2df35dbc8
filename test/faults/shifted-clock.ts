import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, 'shift-clock.c');

/** A time of day for one process that can be set while it runs: certificates are checked by it too. */
export class ShiftedClock {
  readonly environment: Readonly<Record<string, string>>;
  readonly #file: string;

  private constructor(library: string, file: string) {
    this.#file = file;
    this.environment = { LD_PRELOAD: library, CLOCK_SHIFT: file };
  }

  /** @returns null where there is no C compiler, or programs cannot be given another clock */
  static make(folder: string, name: string): ShiftedClock | null {
    const library = join(folder, 'shift-clock.so');
    try {
      execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, SOURCE], { stdio: 'ignore' });
      const clock = new ShiftedClock(library, join(folder, `shift-${name}`));
      writeFileSync(clock.#file, Buffer.alloc(8));
      clock.shift(DAY_S);
      const now = execFileSync(process.execPath, ['-p', 'Date.now()'], { env: clock.environment, encoding: 'utf8' });
      clock.shift(0);
      return Number(now) - Date.now() > (DAY_S * 1000) / 2 ? clock : null;
    } catch {
      return null;
    }
  }

  /** @param seconds what the process has its time of day ahead of the machine's, from now on */
  shift(seconds: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(seconds));
    const file = openSync(this.#file, 'r+');
    writeSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
  }
}

const DAY_S = 86_400;
export const HOUR_S = 3600;
export const YEAR_S = 365 * DAY_S;
