/** Whose noise a cost counts on: that of the site alone, or also that of other sites. */
export type Trust = 'local' | 'shared';

/** `shared` if an event, or anything inside it, has a member `trust` of that value. */
export function trustIn(event: unknown): Trust {
  if (typeof event !== 'object' || event === null) return 'local';
  const isShared = ('trust' in event && event.trust === 'shared') || Object.values(event).some((part) => trustIn(part) === 'shared');
  return isShared ? 'shared' : 'local';
}

/** Whether an event paid for a vector that may leave in a masked sum only. */
export const isMasked = (event: Readonly<Record<string, unknown>>): boolean => event.kind === 'summed-discrete-gaussian';
