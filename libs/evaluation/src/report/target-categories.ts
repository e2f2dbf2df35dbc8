import type { Category, DataDictionary } from '@commonward/schema';

/** The categories that classifiers tell apart; none if the target is not categorical. */
export function targetCategories({ columns, target }: DataDictionary): Category[] {
  const column = columns.find(({ name }) => name === target);
  return column?.type === 'categorical' ? column.categories.map(({ code, label }) => ({ code, label })) : [];
}
