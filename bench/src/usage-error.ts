/** A mistake of the person at the keyboard; the message is one clear sentence and all that they need to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
