import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, ApiError } from '../api/client.js';

export type Session = 'signed in' | 'signed out';

async function readSession(): Promise<Session> {
  try {
    await answerOf(api.GET('/api/session'));
    return 'signed in';
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return 'signed out';
    throw error;
  }
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: readSession, staleTime: Infinity });

/** Exchanges the access key for a session cookie that scripts cannot read. @throws ApiError */
export async function signIn(accessKey: string): Promise<void> {
  await api.POST('/api/session', { body: { accessKey } });
}

/** @throws ApiError */
export async function signOut(): Promise<void> {
  await api.DELETE('/api/session');
}
