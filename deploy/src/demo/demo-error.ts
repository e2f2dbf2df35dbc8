/** The demo cannot go on for a reason a person can act on: one sentence, exit code 2, no stack trace. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
