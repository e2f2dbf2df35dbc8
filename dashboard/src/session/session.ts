import { queryOptions } from '@tanstack/react-query';
import { ApiError, get, tell } from '../api/client.js';

export type Session = 'signed in' | 'signed out';

async function readSession(): Promise<Session> {
  try {
    await get<unknown>('/api/session');
    return 'signed in';
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return 'signed out';
    throw error;
  }
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: readSession, staleTime: Infinity });

/** Exchanges the access key for a session cookie that scripts cannot read. @throws ApiError */
export const signIn = (accessKey: string): Promise<void> => tell({ method: 'POST', path: '/api/session', body: { accessKey } });

export const signOut = (): Promise<void> => tell({ method: 'DELETE', path: '/api/session', body: null });
