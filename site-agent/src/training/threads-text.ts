export const threadsText = (threads: number): string => (threads === 1 ? 'one thread' : `${threads} threads`);
