import type { Rule, Violation } from '../command/outcome.js';
import type { Trace } from './trace.js';

/** The violations of a run, as they come. */
export class Findings {
  readonly violations: Violation[] = [];
  readonly #trace: Trace;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  add(rule: Rule, what: string): void {
    if (this.violations.some((known) => known.rule === rule && known.what === what)) return;
    this.violations.push({ rule, what });
    this.#trace.add('VIOLATION', `${rule}: ${what}`);
  }
}
