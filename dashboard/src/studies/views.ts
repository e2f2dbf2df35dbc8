/** The four views of a study, as they stand in the address. */
export const views = { progress: 'Progress', fidelity: 'Fidelity', report: 'Report', exports: 'Exports' } as const;

export type View = keyof typeof views;

export function isView(value: unknown): value is View {
  return typeof value === 'string' && Object.hasOwn(views, value);
}
