/** Why a .npz file cannot be read; each completes the sentence about the file. */
export const NPZ_FAULTS = {
  archive: 'this is not a whole .npz file; write it again with numpy.savez_compressed',
  kind: 'it is encrypted, or holds an array of more than 4 GB; write it with numpy.savez_compressed, in several files',
} as const;

/** A .npz file that cannot be read, or an array of it. The message completes the sentence about the file. */
export class NpzError extends Error {
  override readonly name = 'NpzError';

  /** @param fault a known one, or a text that names the array and what is expected */
  constructor(fault: keyof typeof NPZ_FAULTS | { readonly text: string }) {
    super(typeof fault === 'string' ? NPZ_FAULTS[fault] : fault.text);
  }
}
