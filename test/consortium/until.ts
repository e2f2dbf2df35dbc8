import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;
export const PATIENCE_MS = 60_000;

export class WaitedInVain extends Error {
  override readonly name = 'WaitedInVain';
}

/**
 * Asks again and again until the answer is neither null nor false.
 * @throws WaitedInVain naming what was waited for
 */
export async function until<T>(what: string, ask: () => T | null | false | Promise<T | null | false>, patienceMs = PATIENCE_MS): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new WaitedInVain(`Waited ${patienceMs / 1000} s in vain until ${what}.`);
    await wait(POLL_MS);
  }
}
