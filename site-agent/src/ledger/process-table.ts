import { readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './ledger-error.js';

/** What tells one run of a process from every other, on this machine and after a restart of it. */
export interface ProcessMark {
  readonly pid: number;
  /** Start time in clock ticks since boot; '' where the system does not tell. A process id is used again, this is not. */
  readonly startedAt: string;
  /** Changes at every boot; '' where the system does not tell. */
  readonly boot: string;
  /** Process ids of another namespace (another container) mean nothing here; '' where there are none. */
  readonly namespace: string;
}

export interface ProcessTable {
  self(): ProcessMark;
  /** Whether this very process is known to run. One of another boot or namespace is not known to. */
  isRunning(mark: ProcessMark): boolean;
}

/** The processes of this machine: from /proc on Linux, elsewhere by process id alone. */
export const nodeProcesses: ProcessTable = {
  self: () => markOf(process.pid),
  isRunning(mark) {
    if (!exists(mark.pid)) return false;
    const found = markOf(mark.pid);
    return found.boot === mark.boot && found.namespace === mark.namespace && found.startedAt === mark.startedAt;
  },
};

function markOf(pid: number): ProcessMark {
  return {
    pid,
    startedAt: startTime(pid),
    boot: textOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: textOr('', () => readlinkSync('/proc/self/ns/pid')),
  };
}

/** Field 22 of /proc/PID/stat; the second field, the command in parentheses, may itself hold blanks and parentheses. */
function startTime(pid: number): string {
  const stat = textOr('', () => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function textOr(otherwise: string, read: () => string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
