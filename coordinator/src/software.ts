/** Name and version that exports carry: the same version replays to the same bytes. */
export const SOFTWARE = 'commonward 0.1.0';
