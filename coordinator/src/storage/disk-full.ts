/** Whether a file or the embedded store could not be written for want of space. It passes, so the work can be done again. */
export const isDiskFull = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'SQLITE_FULL');

/** Whether a file or the embedded store could not be written because the disk is mounted read-only. It passes too. */
export const isDiskReadOnly = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'EROFS' || String(error.code).startsWith('SQLITE_READONLY'));
