/**
 * Counts the points that this process passes and kills it at one of them, as `kill -9` does: nothing of the program runs
 * afterwards. FAULT_AT: the number of the point, from 1. FAULT_TRACE: a file that gets the name of each point. FAULT_KILLED:
 * a file that gets the name of the point at which the process was killed.
 */
import { appendFileSync, writeFileSync } from 'node:fs';

const { FAULT_AT, FAULT_TRACE, FAULT_KILLED } = process.env;
let passed = 0;

export function reach(name) {
  passed += 1;
  if (FAULT_TRACE !== undefined) appendFileSync(FAULT_TRACE, `${name}\n`);
  if (passed !== Number(FAULT_AT)) return;
  writeFileSync(FAULT_KILLED, name);
  process.kill(process.pid, 'SIGKILL');
}
