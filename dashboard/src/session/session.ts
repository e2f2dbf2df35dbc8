import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answerOf, api, ApiError } from '../api/client.js';
import type { Session, SetUp } from '../api/model.js';
import { may, type Right } from './rights.js';

/** @returns null for someone who is not signed in */
async function readSession(): Promise<Session | null> {
  try {
    return await answerOf(api.GET('/api/session'));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: readSession, staleTime: Infinity });

/** The session cookie that this brings is out of reach for scripts. @throws ApiError */
export const signIn = (body: { name: string; password: string }): Promise<Session> => answerOf(api.POST('/api/session', { body }));

/** @throws ApiError */
export async function signOut(): Promise<void> {
  await api.DELETE('/api/session');
}

export const setUpQuery = (token: string) =>
  queryOptions<SetUp>({ queryKey: ['set-up', token], queryFn: () => answerOf(api.POST('/api/set-up/link', { body: { token } })), staleTime: Infinity, retry: false });

/** Uses a set-up link up and signs in. @throws ApiError */
export const setUp = (body: { token: string; name: string; password: string }): Promise<Session> => answerOf(api.POST('/api/set-up', { body }));

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in; every page has someone. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('This is shown only to people who are signed in.');
  return session;
}

/** Whether the page should offer something to the person at it. */
export const useMay = (right: Right): boolean => may(useSession().role, right);
