import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loaded } from '../states/loaded.js';
import { PageHead } from './page-head.js';

interface LoadedPageProps<T> {
  /** The page's name while its own title is not known. */
  readonly title: string;
  readonly what: string;
  readonly query: UseQueryResult<T>;
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** A page whose title comes with its data; one that fails to load still says which page it is. */
export function LoadedPage<T>({ title, what, query, skeleton, children }: LoadedPageProps<T>) {
  const failed = query.isError && query.data === undefined;
  return (
    <div className="cw-stack">
      {failed ? <PageHead title={title} mark={null} line={null} actions={null} parent={null} /> : null}
      <Loaded what={what} query={query} skeleton={skeleton}>
        {children}
      </Loaded>
    </div>
  );
}
