/** Whether a file or the embedded store could not be written for want of space. It passes, so the work can be done again. */
export const isDiskFull = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'SQLITE_FULL');
