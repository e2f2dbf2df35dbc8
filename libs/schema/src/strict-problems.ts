import type { z } from 'zod';

/** What is wrong with a dictionary that was checked strictly: one sentence each, with the path of the field. */
export function strictProblems(error: z.ZodError, file: string): string[] {
  const sentences = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${file}: ${fieldText([...issue.path, key])} is not known; leave it out, or correct its name.`)
      : [`${file}: ${fieldText(issue.path)} ${issue.message}.`],
  );
  return [...new Set(sentences)];
}

/** Lists count from 1, as people do: field "channels.2.min". */
function fieldText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return `field "${path.map((key) => (typeof key === 'number' ? key + 1 : String(key))).join('.')}"`;
}
