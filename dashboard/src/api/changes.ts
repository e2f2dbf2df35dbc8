import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Topic } from './model.js';

export type Liveness = 'connecting' | 'live' | 'lost';

const reopenAfterMs = 5_000;
const topics: readonly string[] = ['sites', 'studies', 'exports'] satisfies Topic[];

/** The topic a message of the event stream names, or null for anything else. */
export function topicOf(data: string): string | null {
  const message: unknown = JSON.parse(data);
  const topic = typeof message === 'object' && message !== null && 'topic' in message ? message.topic : null;
  return typeof topic === 'string' && topics.includes(topic) ? topic : null;
}

function refetch(client: QueryClient, topic: string): void {
  void client.invalidateQueries({ queryKey: [topic] });
  void client.invalidateQueries({ queryKey: ['overview'] });
}

/**
 * Follows the coordinator's event stream: every change refetches its topic.
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
      const topic = topicOf(message.data);
      if (topic !== null) refetch(client, topic);
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
