/** Something only the operator can put right: one sentence that says what, where, what was expected and what to do. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** The sentence for a failed file operation; never the content of a file. */
export function fileProblem(action: 'read' | 'write', path: string, error: unknown): OperatorError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
  return new OperatorError(`Cannot ${action} ${path}: ${action === 'write' && code === 'ENOENT' ? NOT_MADE : (REASONS[code] ?? code)}.`);
}

/** Node makes ENOENT of a folder that cannot be made on a read-only disk. */
const NOT_MADE = 'it cannot be made there; check the path, and that the disk is not mounted read-only';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  EACCES: 'this user may not; check owner and mode of the file and its folders',
  EPERM: 'this user may not; check owner and mode of the file and its folders',
  EISDIR: 'it is a folder, a file was expected',
  ENOTDIR: 'a part of the path is a file, a folder was expected',
  ENOSPC: 'the disk is full; free some space and try again',
  EROFS: 'the disk is mounted read-only',
  EEXIST: 'it exists already',
  ENOTEMPTY: 'the folder is there and holds other files; choose another one',
};
