import { DatabaseUnavailable } from './collection.js';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Whether a file or the embedded store could not be written for want of space. */
export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'SQLITE_FULL'].includes(codeOf(error));

/** Whether a file or the embedded store could not be written because the disk is mounted read-only. */
export const isDiskReadOnly = (error: unknown): boolean => codeOf(error) === 'EROFS' || codeOf(error).startsWith('SQLITE_READONLY');

/** Whether nothing is wrong but the disk or the store, for now: the same work can be done again. */
export const isPassing = (error: unknown): error is Error => error instanceof DatabaseUnavailable || isDiskFull(error) || isDiskReadOnly(error);
