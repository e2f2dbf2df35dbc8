/** @param threads null where the backend has threads of its own */
export function threadsText(threads: number | null): string {
  if (threads === null) return 'threads of its own';
  return threads === 1 ? 'one thread' : `${threads} threads`;
}
