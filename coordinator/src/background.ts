import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DatabaseUnavailable, LeaseLost } from './storage/collection.js';
import { isDiskFull, isDiskReadOnly } from './storage/passing-trouble.js';

const RETRY_MS = 1000;
const log = new Logger('Background');

/**
 * Work that nobody waits for. While the disk is full or read-only, or the store is away it is begun again every second, so it must be
 * work that can be done twice. It is left to another coordinator once that one leads. Any other error ends the program, which goes on from what is stored when it starts again.
 */
export async function inBackground(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LeaseLost) return;
      const passing = passingTrouble(error);
      if (passing === null) throw error;
      if (attempt === 1) log.error(passing);
      await wait(RETRY_MS, undefined, { ref: false });
    }
  }
}

function passingTrouble(error: unknown): string | null {
  if (isDiskFull(error)) return 'The disk is full; the coordinator goes on when there is space.';
  if (isDiskReadOnly(error)) return 'The disk is mounted read-only; the coordinator goes on when it can be written.';
  return error instanceof DatabaseUnavailable ? `${error.message} The coordinator goes on when it does.` : null;
}
