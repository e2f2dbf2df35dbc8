/** A person's mistake or something outside this program: one sentence, exit code 2, no stack trace. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
