import { useQuery } from '@tanstack/react-query';
import type { Export } from '../api/model.js';
import { studyQuery } from '../api/queries.js';
import { contentText } from './conditions.js';

/** What an export holds, in one line; categories stand by their codes until the study's dictionary is there. */
export function useContentText(exported: Export): string {
  const namesCategories = exported.conditions.some((condition) => 'allowed' in condition);
  const study = useQuery({ ...studyQuery(exported.study), enabled: namesCategories });
  return contentText(exported, study.data?.dictionary.columns ?? []);
}

export function ContentText({ exported }: { exported: Export }) {
  return useContentText(exported);
}
