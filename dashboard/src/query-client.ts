import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './api/client.js';
import { sessionQuery } from './session/session.js';

const retries = 2;

/** Only a coordinator that does not answer is asked again; a clear answer stands. */
function worthRetrying(failures: number, error: Error): boolean {
  return failures < retries && error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: { queries: { retry: worthRetrying, retryDelay: 500, staleTime: 5_000 } },
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      },
    }),
  });
  return client;
}
