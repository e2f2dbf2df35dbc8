import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Topic } from './model.js';
import { studyQuery } from './queries.js';

export type Liveness = 'connecting' | 'live' | 'lost';

const reopenAfterMs = 5_000;
const topics: readonly string[] = ['sites', 'studies', 'exports', 'rounds'] satisfies Topic[];

/** What a message of the event stream names, or null for anything else. */
export function changeIn(data: string): { readonly topic: string; readonly id: string } | null {
  const message: unknown = JSON.parse(data);
  if (typeof message !== 'object' || message === null || !('topic' in message) || !('id' in message)) return null;
  const { topic, id } = message;
  return typeof topic === 'string' && typeof id === 'string' && topics.includes(topic) ? { topic, id } : null;
}

function refetch(client: QueryClient, { topic, id }: { readonly topic: string; readonly id: string }): void {
  if (topic === 'rounds') {
    void client.invalidateQueries({ queryKey: studyQuery(id).queryKey, exact: true });
    return;
  }
  void client.invalidateQueries({ queryKey: [topic] });
  void client.invalidateQueries({ queryKey: ['overview'] });
}

/**
 * Follows the coordinator's event stream: every change refetches its topic, and an answer in a masked round the study alone.
 * After a gap everything is refetched, because changes may have been missed.
 */
export function useChanges(): Liveness {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const events = new EventSource('/api/events');
    let timer: ReturnType<typeof setTimeout> | undefined;
    let missed = attempt > 0;
    events.onopen = () => {
      setLiveness('live');
      if (missed) void client.invalidateQueries();
    };
    events.onmessage = (message: MessageEvent<string>) => {
      const change = changeIn(message.data);
      if (change !== null) refetch(client, change);
    };
    events.onerror = () => {
      missed = true;
      setLiveness('lost');
      // A session that has ended closes the stream; whether it has, the session itself says.
      if (events.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: ['session'] });
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(() => setAttempt(attempt + 1), reopenAfterMs);
    };
    return () => {
      clearTimeout(timer);
      events.close();
    };
  }, [client, attempt]);
  return liveness;
}
