import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { checkSession } from '../api/expired-session.ts';
import { openLiveStream } from './live-stream.ts';

/** Tabs of a person tell each other here. `*`: everything may have changed; `company`: another company was chosen. */
type Message = { readonly topic: string };
const channelName = 'goen-live';
const everything = '*';
const otherCompany = 'company';
/** What a page reads while its stream begins is fresh. */
const freshMs = 1_000;
/** One's own role may be what changed. */
const isOfMembers = (topic: string): boolean => topic === 'members';

/**
 * Follows what others change, and makes the queries whose key begins with the topic stale. One tab holds the stream and
 * tells the others: browsers allow six HTTP/1.1 connections to a host, all tabs together.
 */
function followChanges(queryClient: QueryClient): () => void {
  const channel = new BroadcastChannel(channelName);
  const ended = new AbortController();
  const take = ({ topic }: Message) => {
    if (topic === otherCompany) window.location.reload();
    else if (topic === everything) void queryClient.invalidateQueries();
    else
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [first] }) =>
          first === topic || first === 'today' || (first === 'me' && isOfMembers(topic)),
      });
  };
  channel.addEventListener('message', (event: MessageEvent<Message>) => take(event.data));
  const tell = (topic: string) => {
    take({ topic });
    channel.postMessage({ topic } satisfies Message);
  };
  const lead = () =>
    new Promise<void>((resolve) => {
      // The tab left while the lock was on its way to it.
      if (ended.signal.aborted) return resolve();
      const stream = openLiveStream({
        onTopics: (topics) => topics.forEach(tell),
        // The page was slow, or another tab led until now.
        onStart: () =>
          void queryClient.invalidateQueries(
            { predicate: ({ state }) => state.dataUpdatedAt > 0 && state.dataUpdatedAt < Date.now() - freshMs },
            { cancelRefetch: false },
          ),
        onGap: () => tell(everything),
        onRefused: () => void checkSession(queryClient),
      });
      ended.signal.addEventListener('abort', () => {
        stream.end();
        resolve();
      });
    });
  navigator.locks.request(channelName, { signal: ended.signal }, lead).catch(() => {
    // The tab was closed while it waited to lead.
  });
  return () => {
    ended.abort();
    channel.close();
  };
}

export function useLiveUpdates(): void {
  const queryClient = useQueryClient();
  useEffect(() => followChanges(queryClient), [queryClient]);
}

/** The session works for another company now: other tabs must not act for it unnoticed. */
export function tellOtherCompany(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ topic: otherCompany } satisfies Message);
  channel.close();
}
