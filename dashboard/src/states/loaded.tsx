import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './failure.js';

interface LoadedProps<T> {
  /** What is being read, as the start of a sentence: "The sites". */
  readonly what: string;
  readonly query: UseQueryResult<T>;
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Shows a query's data, its skeleton or its error; data that could not be refreshed stay, with the reason. */
export function Loaded<T>({ what, query, skeleton, children }: LoadedProps<T>) {
  if (query.isPending) return <div aria-busy="true">{skeleton}</div>;
  const retry = (): void => void query.refetch();
  if (query.data === undefined) return query.error === null ? null : <Failure what={`${what} could not be loaded.`} error={query.error} retry={retry} />;
  return (
    <>
      {query.isError ? <Failure what={`${what} may be out of date.`} error={query.error} retry={retry} /> : null}
      {children(query.data)}
    </>
  );
}
