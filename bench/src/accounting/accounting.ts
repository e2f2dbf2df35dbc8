import { pldAccountant } from '@commonward/accounting';
import { cpuSeconds } from '../cpu-seconds.js';
import { TASK, TASK_EVENT } from './task.js';

/** One epsilon, and the seconds of processor time that it took. */
export interface Accounted {
  readonly epsilon: number;
  readonly cpuSeconds: number;
}

/** Accounts for the task once, from the event to epsilon. */
export function accounted(): Accounted {
  const before = cpuSeconds();
  const curve = pldAccountant.account(TASK_EVENT, 'add-or-remove-one');
  if (curve.kind === 'refused') throw new Error(curve.reason);
  const epsilon = curve.epsilonAt(TASK.delta);
  return { epsilon, cpuSeconds: cpuSeconds() - before };
}
