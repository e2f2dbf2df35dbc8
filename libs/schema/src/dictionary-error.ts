/** A data dictionary that cannot be used. The message is the first problem as a sentence and the number of the others. */
export class DictionaryError extends Error {
  override readonly name = 'DictionaryError';

  /** @param problems one sentence each, naming file, column, field, what is expected and what to do; at least one */
  constructor(readonly problems: readonly string[]) {
    const others = problems.length - 1;
    super(others === 0 ? problems[0] : `${problems[0]} (and ${others} more ${others === 1 ? 'problem' : 'problems'})`);
  }
}
