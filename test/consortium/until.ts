import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;
const DEADLINE_MS = 20_000;

/**
 * Asks again and again until the answer is neither null nor false.
 * @throws Error naming what was waited for, after 20 s
 */
export async function until<T>(what: string, ask: () => T | null | false | Promise<T | null | false>): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited 20 s in vain until ${what}.`);
    await wait(POLL_MS);
  }
}
